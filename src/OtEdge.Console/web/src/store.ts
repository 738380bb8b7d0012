import { computed, effect, signal } from "@preact/signals";
import { look, path, session } from "./api";
import type { Change, Conduit, Finding, GatewayEvent, Status } from "./types";

/** How long without a sign of life until the console says that it is cut off. */
const CUT_AFTER_MS = 2500;
const LOOK_EVERY_MS = 1000;
const TREND_POINTS = 300;
const TAIL_LENGTH = 200;

export const status = signal<Status | null>(null);
export const cut = signal(false);
export const findings = signal<Finding[]>([]);
export const changes = signal<Change[]>([]);
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

function follow(next: Status, at: number) {
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

export async function refresh() {
  try {
    const next = await look<Status>(path("status"));
    lastLook = Date.now();
    follow(next, lastLook);
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

function take(event: GatewayEvent) {
  if (event.finding) {
    const fresh = event.finding;
    findings.value = [fresh, ...findings.value.filter((finding) => finding.id !== fresh.id)].slice(0, TAIL_LENGTH);
  }
  if (event.kind === "change" || event.change) {
    void refreshChanges();
    void refresh();
  }
}

let events: EventSource | null = null;

/** Follows the gateway while somebody is signed in. */
export function start() {
  effect(() => {
    const name = session.value?.name;
    events?.close();
    events = null;
    if (!name) {
      return;
    }
    void refresh();
    void refreshChanges();
    void refreshFindings();
    events = new EventSource("/api/v1/events");
    for (const kind of ["conduit", "finding", "change", "settings", "campaign"]) {
      events.addEventListener(kind, (message) => take(JSON.parse((message as MessageEvent<string>).data) as GatewayEvent));
    }
  });
  setInterval(() => {
    now.value = Date.now();
    if (session.value?.name) {
      cut.value = lastLook > 0 && Date.now() - lastLook > CUT_AFTER_MS;
      void refresh();
    }
  }, LOOK_EVERY_MS);
}
