import { CONTROLS } from "./catalogue";
import type { Category, Control, Severity } from "./control";
import { Profile } from "./profile";

type Severities = Readonly<Partial<Record<Severity, Severity>>>;

const RAISED: Severities = { low: "medium", medium: "high" };
const LOWERED: Severities = { high: "medium", medium: "low" };

/** What the profile makes of the severities of each category; the others stay. */
const SEVERITIES_BY_CATEGORY: Readonly<Record<Profile, Readonly<Partial<Record<Category, Severities>>>>> = {
  [Profile.BASELINE]: {},
  [Profile.REGULATED]: { encryption: RAISED, logging: RAISED, resilience: RAISED, "supply-chain": RAISED },
  [Profile.DEVELOPMENT]: { resilience: LOWERED, logging: LOWERED, governance: LOWERED },
};

/** The controls of the profile: all of the catalogue, with the severities of the profile, and what it adds. */
export function controlsIn(profile: Profile): readonly Control[] {
  const own = profile === Profile.REGULATED ? [...CONTROLS, ...regulated()] : CONTROLS;
  const severities = SEVERITIES_BY_CATEGORY[profile];
  return own.map((control) => {
    const severity = severities[control.category]?.[control.severity];
    return severity === undefined || isAdded(control) ? control : { ...control, severity };
  });
}

/** Every control of every profile, with the severity that it is written with. */
export function controlsOfAllProfiles(): readonly Control[] {
  return [...CONTROLS, ...regulated()];
}

/** Whether a profile adds the control; all profiles have the others. */
export function isAdded(control: Control): boolean {
  return regulated().includes(control);
}

/** Loaded for those who ask for them. */
function regulated(): readonly Control[] {
  const { REGULATED_CONTROLS } = require("./controls/regulated") as typeof import("./controls/regulated");
  return REGULATED_CONTROLS;
}
