/** A text in both languages. */
export interface Text { zh: string; en: string }
export type Lang = "zh" | "en";

/** One thing wrong: a stable code, what, where, and what would be right. */
export interface Problem {
  code: string;
  severity: "error" | "warning";
  message: Text;
  help?: Text;
  /** A path inside the input: `facts.inspected`. */
  path?: string;
  line?: number;
  column?: number;
  length?: number;
  row?: number;
}

/** What every refusal throws. `name` says which kind of work was refused. */
export interface AftersalesError extends Error {
  name: "SpanError" | "CalendarError" | "TableError" | "ProcedureError" | "Refused";
  problems: Problem[];
}

export type Basis = "stated" | "reconstructed" | "inferred" | "lost";

/** A state, role, fact, form or option by name. */
export interface Named { id: string; label: Text }

/** How an ambiguous place of the document is read, and how else it could be. */
export interface ReadingUse {
  id: string;
  question: Text;
  option: string;
  label: Text;
  alternatives: Named[];
}

/** What every rule says about itself. */
export interface Rule {
  kind: string;
  id: string;
  label: Text;
  /** The clause number as printed. */
  clause?: string;
  /** Our own description of where it stands, where the document prints no number. */
  place?: Text;
  basis: Basis;
  /** Keys that are inferred though the rest is stated. */
  inferred: string[];
  /** Ids in the rule book. */
  refs: string[];
  /** The operative words of the document. */
  words?: string;
  readings: ReadingUse[];
  /** The company whose file changed this rule. */
  company?: Text;
  /** All of it as one paragraph. */
  explanation: Text;
}

/** Who may act, or who owes. */
export interface By {
  roles: { id: string; label: Text; or_higher: boolean }[];
  /** The text names nobody. */
  unstated: boolean;
  /** Taken by itself. */
  auto: boolean;
}

/** One edition of one document, as a list shows it. */
export interface ProcedureInfo {
  id: string;
  title: Text;
  document?: string;
  edition?: string;
  effective?: string;
  /** Names this text of the rules; a case remembers it. */
  hash: string;
  steps: number;
  limits: number;
  /** Checks and classes. */
  judgements: number;
}

export type FactType = "count" | "flag" | "choice" | "date" | "quantity" | "words";
export interface FactRule extends Rule {
  type: FactType;
  /** The count it is part of, and so cannot exceed. */
  part_of?: string;
  unit?: string;
  options?: Rule[];
  /** The document's list is open: other values are taken and match no option. */
  open: boolean;
  /** About the case: loops do not clear it. */
  keep: boolean;
}
export interface RoleRule extends Rule { above: string[]; outside: boolean }
export interface FormRule extends Rule { fields: Text[]; copies: Text[] }
/** `parts`: one token for each of a fixed list; `open_parts`: one for each item the events name. */
export interface RegionRule extends Rule { parts: Named[] | null; open_parts: boolean }
export interface StateRule extends Rule { region: string; start: boolean; start_when?: string; end: boolean; rests?: Text }
export interface EventRule extends Rule { milestone: boolean; by?: By }
/** Something that must be there, always or when a guard holds. */
export interface Need { id: string; when?: string }
export interface StepRule extends Rule {
  event: string;
  from: string[];
  to: string[];
  by: By;
  when?: string;
  facts: Need[];
  forms: Need[];
  approved: Need[];
  again: boolean;
}
/** The share a check measures, by its facts, and the share it is held against. */
export interface Share { part: string; whole: string; sign: "≥" | ">" | "≤" | "<"; bound: string; fraction: [number, number] }
export interface CheckRule extends Rule { measure: string; share?: Share; per?: Text; then: string[]; otherwise: string[] }
export interface ClassRule extends Rule {
  hit: "first" | "single" | "all";
  results: (Named & { then: string[] })[];
  otherwise?: string;
  rows: (Rule & { when: string; result: string })[];
}
export interface ApprovalRule extends Rule {
  signers: (By["roles"][number] & { when?: string })[];
  ordered: boolean;
  during: string[];
  form?: string;
}
export interface BanRule extends Rule { steps: string[]; when: string; unless?: string }
export interface Trigger { kind: "opened" | "state" | "step" | "event" | "approval" | "form" | "region" | "fact"; id: string }
export interface LimitRule extends Rule {
  from: Trigger[];
  until: Trigger[];
  within: string;
  within_label: Text;
  date?: string;
  owed_by: By;
  when?: string;
  on_change: "recompute" | "forward" | "keep";
  cap: string[];
  cancelled_by: Trigger[];
  paused_by: Trigger[];
  resumed_by: Trigger[];
  lower: "target" | "not-before";
  warn: string[];
  counting: [string, string][];
  breach?: Text;
}
export interface DutyRule extends Rule { every: string; every_label: Text; owed_by: By; at_most?: number; when?: string }
export interface NoticeRule extends Rule { on: Trigger[]; when?: string; by: By; to: Named[] }
export interface NormRule extends Rule { on: string[] }
export interface CostRule extends Rule { when?: string; payer?: Named; account?: Text }
export interface SamplingRule extends Rule {
  of?: string;
  sample?: string;
  rate?: string;
  most?: string;
  rounding: "up" | "down" | "half-up";
  minimum: number;
  per?: Text;
}
export interface ReadingRule { id: string; question: Text; refs: string[]; why?: Text; options: Named[]; chosen: string }

/** A whole procedure, rule by rule, in the order of its file. */
export interface ProcedureView {
  info: ProcedureInfo;
  extends?: string;
  issuer?: Text;
  scope: Text;
  completeness?: Text;
  roles: RoleRule[];
  facts: FactRule[];
  forms: FormRule[];
  regions: RegionRule[];
  states: StateRule[];
  events: EventRule[];
  steps: StepRule[];
  checks: CheckRule[];
  classes: ClassRule[];
  approvals: ApprovalRule[];
  bans: BanRule[];
  limits: LimitRule[];
  duties: DutyRule[];
  notices: NoticeRule[];
  norms: NormRule[];
  costs: CostRule[];
  samplings: SamplingRule[];
  readings: ReadingRule[];
  known: { fault: string; at: string; why: Text }[];
}

/** A value of a fact: a count, a flag, an option's id, a date (`2026-09-28`), an exact decimal as text. */
export type FactValue = number | boolean | string | null;
export type Facts = Record<string, FactValue>;

/** What a check or class answers, and why. */
export interface Finding {
  kind: "check" | "class";
  id: string;
  label: Text;
  /** Of a check: yes, no or undetermined. Of a class: its result, `unclassified` or `undetermined`. */
  answer: string;
  answer_label: Text;
  results: string[];
  rate?: { numerator: number; denominator: number; text: string; percent: string };
  threshold?: string;
  /** Smallest change of the numerator that flips the answer. */
  margin?: number;
  missing: Named[];
  clause?: string;
  place?: Text;
  basis: Basis;
  refs: string[];
  words?: string;
  readings: ReadingUse[];
  then: string[];
  problems: Problem[];
  /** The whole reason as one paragraph. */
  reason: Text;
}

/** The answers of all checks and classes, ids of what follows, and what was wrong with the facts. */
export interface Findings { findings: Finding[]; actions: string[]; problems: Problem[] }

/** A day of a deadline's count. */
export interface CountedDay {
  day: string;
  kind: "start" | "counted" | "rest" | "holiday" | "makeup" | "paused";
  /** Its number, if it was counted. */
  n?: number;
  name?: Text;
  /** 1 Monday to 7 Sunday. */
  weekday: number;
}

/** An end of a limit: its last day (none for hours) and the instant. */
export interface End { last_day?: string; due: string }

/** Which calendar. */
export interface CalendarInfo { name: Text; version: string; known_until: string }

export type DayKind =
  | "workday" | "makeup_workday" | "weekend" | "break_weekend" | "adjusted_rest_day" | "statutory_holiday" | "holiday"
  | "closure" | "opening";

/** A day of a calendar. */
export interface CalendarDay { day: string; kind: DayKind; kind_label: Text; worked: boolean; name?: Text }

/** A day to lay over a calendar: its kind, or only whether it is worked. A day of a calendar is one. */
export interface DayInput { day: string; kind?: DayKind; worked?: boolean; name?: string | Text }

/** A day that is another kind of day in the newer of two calendars. */
export interface MovedDay { day: string; before: CalendarDay; after: CalendarDay }

/** A convention by name (`sla-next-opening`), or its keys: `{ roll: "previous" }`. */
export type Convention = string | Record<string, string>;

/** When a time limit ends, and why then. Instants carry the calendar's offset. */
export interface Deadline {
  span: string;
  span_label: Text;
  start: string;
  last_day?: string;
  due?: string;
  target?: End;
  /** The count crossed days whose working days are not published yet. */
  provisional: boolean;
  assumed?: Text;
  bounds?: { earliest: End; latest: End };
  inclusive: boolean;
  convention: { key: string; value: string; label: Text }[];
  calendar: CalendarInfo;
  days?: CountedDay[];
  /** One sentence to send to a dealer. */
  sentence: Text;
}

/** Something needed, by name: a fact, form, role, approval, state. */
export interface Thing extends Named { kind: string }

/** Why a step cannot be taken. */
export interface Barred {
  code: "state" | "role" | "guard" | "fact" | "form" | "approval" | "ban" | "lost" | "inferred" | "ambiguous";
  message: Text;
  needs: Thing[];
}

/** A step that starts where the case stands, open or barred. */
export interface NextStep {
  step: Rule;
  event: string;
  event_label: Text;
  from: Named[];
  to: Named[];
  by: By;
  part?: string;
  open: boolean;
  barred: Barred[];
  /** The rule and every reason as one paragraph. */
  explanation: Text;
}

export type Standing =
  | "pending" | "due soon" | "past target" | "overdue" | "met" | "met early" | "met late"
  | "paused" | "cancelled" | "unset" | "no fixed limit" | "undetermined";

/** How much of a unit: seconds for hours and working hours. */
export interface Amount { amount: number; unit: string; text: Text }

/** How a limit stands, or stood when it was done. */
export interface Stands {
  standing: Standing;
  standing_label: Text;
  /** How much has run. */
  elapsed?: Amount;
  /** How much is left; negative is over. */
  remaining?: Amount;
  /** The instants from which it is due soon, earliest first; none without an end, and none once it is done. */
  warnings: string[];
  provisional: boolean;
}

/** `warn` says how long before its end a limit is due soon (default: one working day). */
export interface StandingInput { done?: string; warn?: string[]; convention?: Convention }

/** One time limit running on one case. */
export interface Obligation {
  limit: Rule;
  n: number;
  part?: string;
  owed_by: By;
  started: string;
  deadline?: Deadline;
  /** The other limit it may not exceed, where that ends earlier. */
  capped_by?: Named;
  standing: Standing;
  standing_label: Text;
  /** The instants from which it is due soon, earliest first; none without an end, and none once it is done. */
  warnings: string[];
  done?: string;
  /** Working time left; negative is overdue. */
  remaining?: { amount: number; unit: string; text: Text };
  missing: Thing[];
  /** Why it could not be counted. */
  problems: Problem[];
  breach?: Text;
  /** What, who, until when and how it stands, as one paragraph. */
  explanation: Text;
}

/** An obligation that ends at another time in the newer of two calendars. */
export interface MovedObligation {
  limit: Rule;
  n: number;
  part?: string;
  owed_by: By;
  /** As promised, in the older calendar. */
  before: Deadline;
  /** As now. */
  after: Deadline;
  /** How it stood in the older calendar. */
  stood: Standing;
  standing: Standing;
  standing_label: Text;
  /** By how much it moved: working days, or seconds for hours; negative is earlier. */
  by: { amount: number; unit: string; text: Text };
}

/** One time a duty falls due. Instants carry the calendar's offset. */
export interface Occurrence {
  duty: Rule;
  /** How often, as written in files: `month by day 3`. */
  every: string;
  every_label: Text;
  owed_by: By;
  /** When it may be done from: the opening of a window, the first day of the period. */
  from: string;
  last_day?: string;
  /** 24:00 is 00:00 of the next day, and no longer in time. */
  due: string;
  /** Whether that instant is still in time. */
  inclusive: boolean;
  /** How often inside it; the count is yours to keep. */
  times: number;
  /** Only when this holds; a case knows. */
  when?: string;
  provisional: boolean;
}

/** A limit that many rows share; `convention` as for `due`, `warn` says how long before its end it is due soon. */
export interface LimitInput { span: string; convention?: string | Record<string, string>; warn?: string[] }

/** One entry of a case's log. */
export interface LogEntry {
  /** From 0, the opening. */
  seq: number;
  at?: string;
  /** The event's id; `opened`, `signed`, `paused`, `resumed`, `voided` for the others. */
  event: string;
  by?: string;
  person?: string;
  accepted_by?: string;
  part?: string;
  facts: Facts;
  forms: string[];
  approval?: string;
  verdict?: "agree" | "disagree";
  /** The limits that stop or go on; none: all. */
  limits?: string[];
  /** The entry a void takes back. */
  void?: number;
  why?: string;
  voided?: { why: string };
  /** The steps it took. */
  steps: string[];
}

/** How an approval stands. */
export interface ApprovalState extends Named {
  part?: string;
  signed: { role: Named; person?: string; verdict: "agree" | "disagree"; at: string }[];
  /** Who must, or may have to, sign still. */
  open: Thing[];
  standing: "yes" | "no" | "undetermined";
  disagreed: boolean;
}

/** Where a case stands. */
export interface CaseView {
  procedure: ProcedureInfo;
  opened: string;
  strict: boolean;
  /** A state's id, null before the region starts, or a state per part. */
  state: Record<string, string | null | Record<string, string>>;
  /** Labels of the states named. */
  labels: Record<string, Text>;
  facts: Facts;
  /** Facts of its parts. */
  parts: Record<string, Facts>;
  forms: string[];
  approvals: ApprovalState[];
  log: LogEntry[];
  ended: boolean;
}

/** Something that happened. Times are the calendar's wall clock. `note` is an event of every procedure: it only brings facts and forms. */
export interface EventInput {
  event: string;
  at: string;
  by?: string;
  person?: string;
  /** Who accepted that an inferred step is taken. */
  accepted_by?: string;
  part?: string;
  facts?: Facts;
  forms?: string[];
}
export interface SignatureInput { approval: string; at: string; by: string; person?: string; part?: string; verdict?: "agree" | "disagree" }
export interface PauseInput { at: string; limits?: string[]; why?: string }

/** What an accepted entry did: its number, and the steps taken. */
export interface Applied { seq: number; steps: string[] }
