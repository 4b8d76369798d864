/** Why the text is not a day of the calendar written as `YYYY-MM-DD`; undefined when it is one. */
export function dateProblem(text: string): string | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) {
    return `${JSON.stringify(text)} is not a date of the form YYYY-MM-DD`;
  }
  const day = new Date(`${text}T00:00:00Z`);
  return Number.isNaN(day.getTime()) || day.toISOString().slice(0, 10) !== text
    ? `${JSON.stringify(text)} is not a day of the calendar`
    : undefined;
}

/** The day it is, in UTC: everybody's waivers expire at the same moment. */
export function today(): string {
  return new Date().toISOString().slice(0, 10);
}
