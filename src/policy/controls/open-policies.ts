const OPENS = 's.effect == "Allow" && isAnyone(s) && !isRestricted(s)';

/** CEL: no statement of `self.policy` allows everybody without a condition that narrows who calls. */
export const NOBODY_UNNAMED = `statements(self.policy).all(s, !(${OPENS}))`;

/** CEL: what everybody may do, one for each statement that allows it. */
export const OPEN_STATEMENTS =
  `statements(self.policy).filter(s, ${OPENS}).map(s, ` +
  's.actions.size() == 0 ? "all but some actions" : text(s.actions[0]) + (s.actions.size() > 1 ? " and more" : ""))';
