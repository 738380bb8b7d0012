import { signal } from "@preact/signals";
import { get, path, post } from "../api";
import { t } from "../texts";
import type { Change, Conduit, Replay } from "../types";

/** Policies that somebody edits on the rules page, by conduit; they live as long as the tab. */
export const drafts = signal<Record<string, string>>({});

export const fileOf = (conduit: string) => `policies/${conduit}.yaml`;

/** Something that could be in force instead of what is. */
export interface Proposal { key: string; label: string; conduits: string[] }

/** What a proposal would refuse on one conduit, of what was recorded. */
export interface Foresight { conduit: string; requests: number; refused: number; byClient: Map<string, number>; flows: { text: string; times: number; client: string; rule: string | null }[]; fault: string | null }

export function proposalsOf(conduits: Conduit[]): Proposal[] {
  const judged = conduits.filter((conduit) => conduit.policy);
  return [
    { key: "enforce", label: t.map.enforceAll, conduits: judged.map((conduit) => conduit.name) },
    ...conduits.filter((conduit) => conduit.change_in_flight).map((conduit) => ({ key: conduit.change_in_flight!.id, label: t.map.ofChange(conduit.change_in_flight!.id, conduit.name), conduits: [conduit.name] })),
    ...Object.keys(drafts.value).filter((name) => conduits.some((conduit) => conduit.name === name)).map((name) => ({ key: `draft ${name}`, label: t.map.ofDraft(name), conduits: [name] })),
  ];
}

/** Which policy a proposal judges by, and which classes it then refuses; null: all. */
async function postureOf(proposal: Proposal, conduit: string): Promise<{ body: object; scope: string[] | null; refuses: boolean }> {
  if (proposal.key.startsWith("draft ")) {
    return { body: { policy: { file: fileOf(conduit), text: drafts.value[conduit] } }, scope: null, refuses: true };
  }
  if (proposal.key === "enforce") {
    return { body: {}, scope: null, refuses: true };
  }
  const change = await get<Change>(path("changes", proposal.key));
  return { body: change.to.policy_digest ? { policy_digest: change.to.policy_digest } : {}, scope: change.to.mode === "enforce" ? change.to.scope : null, refuses: change.to.mode === "enforce" };
}

async function foresee(proposal: Proposal, conduit: string): Promise<Foresight> {
  const seen: Foresight = { conduit, requests: 0, refused: 0, byClient: new Map(), flows: [], fault: null };
  try {
    const { body, scope, refuses } = await postureOf(proposal, conduit);
    const replay = await post<Replay>(path("conduits", conduit, "replay"), body);
    seen.requests = replay.requests;
    seen.refused = refuses && !scope ? replay.would_be_refused : 0;
    for (const flow of refuses ? replay.flows : []) {
      if (scope && !scope.includes(flow.class)) {
        continue;
      }
      const client = flow.client_asset ?? flow.client;
      seen.refused += scope ? flow.times : 0;
      seen.byClient.set(client, (seen.byClient.get(client) ?? 0) + flow.times);
      seen.flows.push({ text: flow.text, times: flow.times, client, rule: flow.rule });
    }
  } catch (fault) {
    seen.fault = String(fault instanceof Error ? fault.message : fault);
  }
  return seen;
}

/** Judges the record by what is proposed, one conduit after the other: this is long work for a small machine. */
export async function foreseeAll(proposal: Proposal): Promise<Map<string, Foresight>> {
  const seen = new Map<string, Foresight>();
  for (const conduit of proposal.conduits) {
    seen.set(conduit, await foresee(proposal, conduit));
  }
  return seen;
}
