import { actionTable } from "./action-table";
import { patternCovers } from "./wildcard";

/** Actions: those of the table of AWS by number, all others by name. */
export interface ActionSet {
  readonly known: readonly number[];

  /** Roles of Google, verbs of RBAC, names of policies, actions that are newer than the table, and what is not known. */
  readonly others: readonly string[];
}

/** The actions of a statement. */
export interface GivenActions extends ActionSet {
  /** As they were written. */
  readonly written: readonly string[];

  /** Patterns that actions outside of the table are held against. */
  readonly patterns: readonly string[];

  /** Patterns of the actions that are left out: those of a `NotAction`. */
  readonly except: readonly string[];
}

const given = new Map<string, GivenActions>();

/** All actions of AWS, as something that gives them all is written. */
export function allActions(written: string): GivenActions {
  return new AwsActions(["*"], [written]);
}

/** The actions of an AWS statement: its `Action`, or all but its `NotAction`. Many statements have the same. */
export function awsActions(actions: readonly string[], notActions: readonly string[] = []): GivenActions {
  const key = JSON.stringify([actions, notActions]);
  let set = given.get(key);
  if (set === undefined) {
    set = notActions.length === 0 ? new AwsActions(actions) : new AllBut(notActions);
    given.set(key, set);
  }
  return set;
}

/** Actions as patterns. What they stand for is worked out when it is asked for: most statements do not change. */
class AwsActions implements GivenActions {
  public readonly except: readonly string[] = [];
  public readonly patterns: readonly string[];
  private expanded: ActionSet | undefined;

  constructor(
    private readonly actions: readonly string[],
    public readonly written: readonly string[] = actions,
  ) {
    this.patterns = actions.map((action) => action.toLowerCase());
  }

  public get known(): readonly number[] {
    return this.expand().known;
  }

  public get others(): readonly string[] {
    return this.expand().others;
  }

  private expand(): ActionSet {
    this.expanded ??= expansion(this.actions);
    return this.expanded;
  }
}

/** All actions but some. */
class AllBut implements GivenActions {
  public readonly written: readonly string[];
  public readonly patterns: readonly string[] = ["*"];
  public readonly others: readonly string[] = [];
  public readonly except: readonly string[];
  private numbers: readonly number[] | undefined;

  constructor(private readonly left: readonly string[]) {
    this.written = left.map((action) => `NotAction ${action}`);
    this.except = left.map((action) => action.toLowerCase());
  }

  public get known(): readonly number[] {
    this.numbers ??= minus(expansion(["*"]), new AwsActions(this.left)).known;
    return this.numbers;
  }
}

/** Actions that are no actions of AWS: each is a name of its own, in which `*` is a wildcard. */
export function otherActions(names: readonly string[], written: readonly string[] = names): GivenActions {
  return { known: [], others: [...new Set(names)], written, patterns: names, except: [] };
}

function expansion(actions: readonly string[]): ActionSet {
  const known = new Set<number>();
  const others = new Set<string>();
  for (const action of actions) {
    const numbers = actionTable().expand(action);
    if (numbers.length === 0) {
      others.add(action);
    }
    for (const number of numbers) {
      known.add(number);
    }
  }
  return { known: [...known].sort((one, other) => one - other), others: [...others] };
}

export function isNone({ known, others }: ActionSet): boolean {
  return known.length === 0 && others.length === 0;
}

/** What of the one set is not in the other. */
export function minus(set: ActionSet, taken: GivenActions): ActionSet {
  return {
    known: set.known.length === 0 || taken.known.length === 0 ? set.known : onceFor(left, set.known, taken.known),
    others: set.others.length === 0 ? set.others : set.others.filter((action) => !holds(taken, action)),
  };
}

/** What of the one set is not in the other, name by name: a pattern in it stands for itself. */
export function difference(set: ActionSet, taken: ActionSet): ActionSet {
  const [known, others] = [new Set(taken.known), new Set(taken.others)];
  return {
    known: set.known.filter((number) => !known.has(number)),
    others: set.others.filter((action) => !others.has(action)),
  };
}

/** What both sets have. */
export function meet(set: ActionSet, other: GivenActions): ActionSet {
  return {
    known: set.known.length === 0 || other.known.length === 0 ? NO_NUMBERS : onceFor(both, set.known, other.known),
    others: set.others.filter((action) => holds(other, action)),
  };
}

type Numbers = readonly number[];
type Remembered = WeakMap<Numbers, WeakMap<Numbers, Numbers>>;

const NO_NUMBERS: Numbers = [];
const left: Remembered = new WeakMap();
const both: Remembered = new WeakMap();

/** Many principals have the same actions: what is computed of two lists is computed once, and is one list. */
function onceFor(remembered: Remembered, one: Numbers, other: Numbers): Numbers {
  let ofOne = remembered.get(one);
  if (ofOne === undefined) {
    ofOne = new WeakMap();
    remembered.set(one, ofOne);
  }
  let result = ofOne.get(other);
  if (result === undefined) {
    const numbers = new Set(other);
    const found = one.filter((number) => numbers.has(number) === (remembered === both));
    result = found.length === one.length ? one : found;
    ofOne.set(other, result);
  }
  return result;
}

function holds({ patterns, except }: GivenActions, action: string): boolean {
  const lower = action.toLowerCase();
  const covered = (pattern: string): boolean => pattern === action || patternCovers(pattern, lower);
  return patterns.some(covered) && !except.some(covered);
}

/** Above this many whole services, what is left out is said, not what is in. */
const MANY_SERVICES = 30;

/** This many actions that a set of nearly everything leaves out are named one by one. */
const NAMED_EXCEPTIONS = 20;

/**
 * The actions by name. A whole service is `s3:*`, everything is `*`, and nearly everything is one text, `* except iam:*`: no list
 * is longer than the actions of some services.
 */
export function actionNames({ known, others }: ActionSet): readonly string[] {
  if (known.length === 0) {
    return others;
  }
  let names = namesOfKnown.get(known);
  if (names === undefined) {
    names = knownNames(known);
    namesOfKnown.set(known, names);
  }
  return others.length === 0 ? names : [...names, ...others];
}

const namesOfKnown = new WeakMap<Numbers, readonly string[]>();

function knownNames(known: Numbers): readonly string[] {
  if (known.length === actionTable().size) {
    return ["*"];
  }
  const found = byService(known);
  const whole = found.filter(({ isWhole }) => isWhole).length;
  return whole > MANY_SERVICES ? [exceptions(known)] : found.flatMap(namesOf);
}

function exceptions(known: readonly number[]): string {
  const numbers = new Set(known);
  const left = Array.from({ length: actionTable().size }, (_, number) => number).filter((each) => !numbers.has(each));
  const missing = byService(left).flatMap(namesOf);
  const more = missing.length - NAMED_EXCEPTIONS;
  return `* except ${missing.slice(0, NAMED_EXCEPTIONS).join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}

interface OfService {
  readonly service: string;
  readonly numbers: readonly number[];

  /** All that the service has; the one action of a service is said by its name. */
  readonly isWhole: boolean;
}

/** Numbers in their order, service by service. */
function byService(numbers: readonly number[]): readonly OfService[] {
  let at = 0;
  return actionTable().services.flatMap(({ service, start, end }): OfService[] => {
    const first = at;
    while (at < numbers.length && (numbers[at] ?? end) < end) {
      at++;
    }
    const isWhole = end - start > 1 && at - first === end - start;
    return at === first ? [] : [{ service, numbers: numbers.slice(first, at), isWhole }];
  });
}

function namesOf({ service, numbers, isWhole }: OfService): readonly string[] {
  return isWhole ? [`${service}:*`] : numbers.map((number) => actionTable().name(number)).sort();
}

/** What of the written actions gives the ones of the set: the patterns that stand for one of them. */
export function writtenFor({ known, others }: ActionSet, { written, except }: GivenActions): readonly string[] {
  if (written.length === 1) {
    return written;
  }
  if (known.length === 0 || except.length > 0) {
    return except.length > 0 || others.length === 0 ? written : writtenAs(others, written);
  }
  const numbers = new Set(known);
  const names = new Set(others);
  const contributing = written.filter(
    (pattern) =>
      names.has(pattern) ||
      actionTable()
        .expand(pattern)
        .some((number) => numbers.has(number)),
  );
  return contributing.length === 0 ? written : contributing;
}

function writtenAs(others: readonly string[], written: readonly string[]): readonly string[] {
  const names = new Set(others);
  const contributing = written.filter((name) => names.has(name));
  return contributing.length === 0 ? written : contributing;
}
