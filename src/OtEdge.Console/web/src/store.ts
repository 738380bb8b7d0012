import { batch, computed, effect, signal } from "@preact/signals";
import { look, path, session } from "./api";
import type { Alert, Change, Conduit, Finding, GatewayEvent, Status, Trend as Kept } from "./types";

/** How long without a sign of life until the console says that it is cut off. */
const CUT_AFTER_MS = 2500;
const LOOK_EVERY_MS = 1000;
/** A page that nobody looks at asks seldom and follows no events; it catches up when it is seen again. */
const LOOK_HIDDEN_MS = 10_000;
/** Events are shown in groups, so that a flood of them costs a few drawings a second. */
const GROUP_MS = 250;
const TREND_POINTS = 300;
const TAIL_LENGTH = 200;
const ALERTS_LENGTH = 500;

export const status = signal<Status | null>(null);
export const cut = signal(false);
export const findings = signal<Finding[]>([]);
export const changes = signal<Change[]>([]);
/** One time that something was found. */
export interface Told { id: number; at: string; finding: Finding }
export const tail = signal<Told[]>([]);
export const alerts = signal<Alert[] | null>(null);
/** Alarms that nobody has acknowledged or shelved. */
export const standing = computed(() => (alerts.value ?? []).filter((alert) => !alert.acknowledged_by && !isShelved(alert)));
export const isShelved = (alert: Alert) => alert.shelved_until !== null && Date.parse(alert.shelved_until) > Date.now();
/** Wall clock of the gateway's machine is the browser's here; ticks once a second for countdowns. */
export const now = signal(Date.now());

/** Requests, would-be refusals and refusals per second of each conduit. */
export interface Trend { at: number[]; requests: number[]; would: number[]; refused: number[]; p99: (number | null)[] }
const trends = new Map<string, Trend>();
export const trendTick = signal(0);
export const trendOf = (name: string): Trend => trends.get(name) ?? { at: [], requests: [], would: [], refused: [], p99: [] };

export const inFlight = computed(() => (status.value?.conduits ?? []).filter((conduit) => conduit.change_in_flight));

let lastLook = 0;
let before: { at: number; conduits: Map<string, Conduit> } | null = null;

function rate(next: Conduit, prev: Conduit, seconds: number, key: "requests_total" | "would_be_refused_total" | "refused_total") {
  return Math.max(0, (next[key] - prev[key]) / seconds);
}

function draw(next: Status, at: number) {
  if (before) {
    const seconds = (at - before.at) / 1000;
    for (const conduit of next.conduits) {
      const prev = before.conduits.get(conduit.name);
      if (!prev || seconds <= 0) {
        continue;
      }
      const trend = trendOf(conduit.name);
      trend.at.push(at / 1000);
      trend.requests.push(rate(conduit, prev, seconds, "requests_total"));
      trend.would.push(rate(conduit, prev, seconds, "would_be_refused_total"));
      trend.refused.push(rate(conduit, prev, seconds, "refused_total"));
      trend.p99.push(conduit.added_latency_p99_us);
      for (const series of Object.values(trend) as unknown[][]) {
        if (series.length > TREND_POINTS) {
          series.shift();
        }
      }
      trends.set(conduit.name, trend);
    }
  }
  before = { at, conduits: new Map(next.conduits.map((conduit) => [conduit.name, conduit])) };
  trendTick.value++;
}

/** What the gateway kept of the last minutes goes before what this page sees itself. */
async function seed(names: string[]) {
  for (const name of names) {
    try {
      const kept = await look<Kept>(path("conduits", name, "trend") + "?since=5m");
      const own = trendOf(name);
      const earlier = kept.points.filter((point) => Date.parse(point.at) / 1000 < (own.at[0] ?? Infinity));
      own.at.unshift(...earlier.map((point) => Date.parse(point.at) / 1000));
      own.requests.unshift(...earlier.map((point) => point.requests / kept.step_s));
      own.would.unshift(...earlier.map((point) => point.would_be_refused / kept.step_s));
      own.refused.unshift(...earlier.map((point) => point.refused / kept.step_s));
      own.p99.unshift(...earlier.map((point) => point.added_latency_p99_us));
      trends.set(name, own);
    } catch {
      // Then the trend begins with this page.
    }
  }
}

export async function refresh() {
  try {
    const next = await look<Status>(path("status"));
    lastLook = Date.now();
    if (!before) {
      void seed(next.conduits.map((conduit) => conduit.name));
    }
    draw(next, lastLook);
    status.value = next;
    cut.value = false;
  } catch {
    // A signed-out session shows the sign-in page; anything else shows as cut off once it lasts.
  }
}

export async function refreshChanges() {
  try {
    changes.value = await look<Change[]>(path("changes") + "?limit=200");
  } catch {
    // Shown as cut off by the status that is asked for all the time.
  }
}

export async function refreshFindings() {
  try {
    findings.value = await look<Finding[]>(path("findings") + "?limit=200");
  } catch {
    // As above.
  }
}

export async function refreshAlerts() {
  try {
    alerts.value = await look<Alert[]>(path("alerts") + "?limit=500");
  } catch {
    // As above.
  }
}

let group: GatewayEvent[] = [];
let grouping = 0;

/** What is new goes on top; what is known stays where it is, so that nothing jumps away under a finger. */
function merged<T extends { id: string }>(fresh: T[], held: T[], most: number): T[] {
  const latest = new Map<string, T>();
  for (const one of fresh) {
    if (!latest.has(one.id)) {
      latest.set(one.id, one);
    }
  }
  const kept = held.map((one) => {
    const update = latest.get(one.id);
    latest.delete(one.id);
    return update ?? one;
  });
  return [...latest.values(), ...kept].slice(0, most);
}

function show() {
  grouping = 0;
  const events = group.reverse();
  group = [];
  batch(() => {
    const found = events.flatMap((event) => event.finding ?? []);
    if (found.length > 0) {
      findings.value = merged(found, findings.value, TAIL_LENGTH);
      tail.value = [...events.flatMap(({ id, at, finding }) => (finding ? [{ id, at, finding }] : [])), ...tail.value].slice(0, TAIL_LENGTH);
    }
    const raised = events.flatMap((event) => event.alert ?? []);
    if (raised.length > 0 && alerts.value) {
      alerts.value = merged(raised, alerts.value, ALERTS_LENGTH);
    }
  });
  if (events.some((event) => event.kind === "change" || event.change)) {
    void refreshChanges();
    void refresh();
  }
  if (events.some((event) => event.kind === "gap")) {
    catchUp();
  }
}

function take(event: GatewayEvent) {
  group.push(event);
  grouping ||= window.setTimeout(show, GROUP_MS);
}

function catchUp() {
  void refresh();
  void refreshChanges();
  void refreshFindings();
  void refreshAlerts();
}

let events: EventSource | null = null;

function follow() {
  events?.close();
  events = null;
  if (!session.value?.name || document.hidden) {
    return;
  }
  catchUp();
  events = new EventSource("/api/v1/events");
  for (const kind of ["conduit", "finding", "alert", "change", "settings", "campaign", "gap"]) {
    events.addEventListener(kind, (message) => take(JSON.parse((message as MessageEvent<string>).data) as GatewayEvent));
  }
}

/** Follows the gateway while somebody is signed in and looks. */
export function start() {
  effect(() => {
    void session.value?.name;
    follow();
  });
  document.addEventListener("visibilitychange", follow);
  setInterval(() => {
    now.value = Date.now();
    if (session.value?.name && (!document.hidden || Date.now() - lastLook > LOOK_HIDDEN_MS)) {
      cut.value = lastLook > 0 && !document.hidden && Date.now() - lastLook > CUT_AFTER_MS;
      void refresh();
    }
  }, LOOK_EVERY_MS);
}
