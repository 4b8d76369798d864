/** Where the key for Google's price list is looked for when no option gives it. */
export const KEY_VARIABLE = "GOOGLE_API_KEY";
