// What the API answers with; names are the API's own.

export type Mode = "bypass" | "observe" | "monitor" | "enforce" | "mixed";

export interface ChangeInFlight { id: string; state: string; deadline: string | null }

export interface Conduit {
  name: string; mode: Mode; scope: string[]; since: string;
  requests_total: number; refused_total: number; would_be_refused_total: number;
  change_in_flight: ChangeInFlight | null;
  from: string; to: string; protocol: string; listen: string | null; device: string;
  policy: string | null; policy_digest: string | null; scope_clients: string[] | null;
  on_fault: string; refuse_with: string; epoch: number; confirmed_mode: Mode;
  client_connections: number; device_connections: number; replies_total: number; exceptions_total: number;
  added_latency_p50_us: number | null; added_latency_p99_us: number | null; added_latency_p999_us: number | null;
  awaits_restart: string[]; fault: string | null; reverse_connect: ReverseConnect | null;
  break_glass: BreakGlass | null; permits: Permit[]; shadow: Shadow | null;
  opc_ua_connections: UaConnection[] | null;
}

export interface UaConnection {
  client: string; since: string; application_uri: string | null; thumbprint: string | null; user: string | null; device_user: string | null;
  security_policy: string; security_mode: string | null; device_security_policy: string | null; device_security_mode: string | null;
}

export interface ReverseConnect {
  listen: string | null; waiting: { address: string; server_uri: string; endpoint_url: string; since: string }[];
  calls_total: number; turned_away_total: number; last_call: string | null;
  clients: { url: string; state: string; since: string; trouble: string | null }[];
}

export interface Shadow { policy: string; policy_digest: string; since: string; judged_total: number; would_be_refused_total: number; differs_total: number; faults_total: number }

export interface Permit {
  id: string; conduit: string; client: string; state: string; by: string; at: string; reason: string; for: string; left: string | null;
  approved_by: string[]; missing: string[]; began_at: string | null; ended_at: string | null; ending: string | null;
}

export interface Zone { name: string; mode: Mode | null; conduits: string[]; description: string | null; level: number | null; criticality: string; assets: string[] }

export interface Problem { file: string; line: number; column: number; path: string; message: string }

export interface Regime { name: string | null; since: string | null; episode: number | null; holds: string; button: string | null; regimes: string[]; buttons: string[]; fault: string | null }

export interface Status {
  site: string; gateway: string; version: string; started_at: string; governance: string;
  zones: Zone[]; conduits: Conduit[];
  journal_fault: string | null; findings_shed: number; recording: string; recording_fault: string | null; records_shed: number;
  regime: Regime | null; untriaged: number; settings_problems: Problem[]; alert_receivers: Receiver[];
}

export interface Receiver { name: string; address: string; state: string; fault: string | null; waiting: number; oldest_at: string | null; sent_total: number }

export interface Triage { decision: string; by: string; at: string; note: string | null }

export interface Finding {
  id: string; conduit: string; kind: string; verdict: string; reason: string; times: number;
  first_seen: string; last_seen: string; text: string;
  client: string | null; client_asset: string | null; class: string | null; function: string | null; unit: number | null;
  space: string | null; address: number | null; count: number | null; policy_digest: string | null; opc_ua: { name?: string } | null;
  value: string | null; rule: string | null; rule_at: string | null; triage: Triage | null;
}

export interface Flow {
  id: string; conduit: string; client: string; client_asset: string | null; undeclared: boolean;
  class: string; function: string; unit: number; target: string | null; value_band: string | null; samples: string[];
  times: number; would_be_refused: number; refused: number; first_seen: string; last_seen: string;
  opc_ua: { node: string | null; method: string | null; user: string | null } | null;
  last_verdict: string; last_rule: string | null; hours_of_week: number[] | null; is_sweep: boolean;
}

export interface Posture { mode: Mode; scope: string[]; scope_clients: string[] | null; policy_digest: string | null; on_fault: string; refuse_with: string }

export interface Approval { by: string; for: string | null; at: string }

export interface Mark { at: string; state: string; by: string | null; what: string }

export interface Override { gate: string; by: string; at: string; reason: string }

export interface Change {
  id: string; state: string; conduit: string; from: Posture; to: Posture; summary: string; reason: string; author: string;
  proposed_at: string; state_at: string; trial: string; deadline: string | null; override: string | null; outcome: string | null;
  version: number; governance: string; proposal_digest: string; evidence_digest: string | null; window: string | null; direction: string | null; difference: string[]; token: string | null;
  gates: Gate[]; overrides: Override[]; approvals: Approval[]; waits_for: string[]; next: string; history: Mark[];
}

export interface ChangeResult { id: string; state: string; conduit: string; deadline: string | null; tightens: boolean; message: string; waits_for: string[] }

export interface Gate { gate: string; passed: boolean; why: string[] }

export interface RegimeCoverage { regime: string; seen: number; hit: number; cut: number; wanted: number; flat: number; bound: number | null; text: string }

export interface Evidence {
  conduit: string; made_at: string; from: string; to: string; policy: string; policy_digest: string;
  operations: number; would_be_refused: number; regimes: RegimeCoverage[]; worst_regime: string | null;
  discovery: { regime: string; episode: number; new_flows: number }[]; gates: Gate[]; ready: boolean; notes: string[];
}

export interface Policy { name: string; digest: string; file: string; text: string; rules: number; pinned: number }

export interface ReplayFlow { text: string; times: number; rule: string | null; rule_at: string | null; client: string; client_asset: string | null; class: string; times_otherwise: number | null }

export interface ReplayRule { id: string; line: number; hits: number; shadowed_by: string | null; notes: string[] }

export interface Replay {
  requests: number; would_be_refused: number; rules: ReplayRule[]; pins: ReplayRule[]; flows: ReplayFlow[];
  unused_rules: string[]; shadowed_rules: string[]; notes: string[];
  difference: { policy: string; newly_refused: number; newly_allowed: number; newly_allowed_flows: ReplayFlow[] } | null;
}

export interface PolicyTest { line: number; operation: string; expect: string; passed: boolean; text: string }

export interface PolicyCheck {
  problems: Problem[]; digest: string | null; tests: PolicyTest[]; direction: string | null; difference: string[]; split: string[]; unreachable: string[]; essential_lost: string[];
}

export interface Trend { conduit: string; step_s: number; points: { at: string; requests: number; would_be_refused: number; refused: number; added_latency_p99_us: number | null }[] }

export interface Suggestion { policy: string; text: string; rules: number; notes: string[] }

export interface Link { conduit: string; client: string; client_asset: string | null; undeclared: boolean; device: string | null; device_asset: string | null; classes: { class: string; times: number; would_be_refused: number; refused: number }[] }

export interface Inventory { assets: { name: string; zone: string | null; undeclared: boolean; addresses: string[] }[]; links: Link[] }

export interface Session { name: string | null; roles: string[]; needs_setup: boolean }

export interface ProblemDetails { type: string; title: string; status: number; detail: string; problems?: Problem[]; edited?: Edited }

/** How something stands that another person has changed meanwhile. */
export interface Edited { by: string | null; at: string | null; tag: string; now: unknown }

export interface Draft { conduit: string; file: string; text: string; by: string | null; at: string | null; base: string | null; live: string | null; is_overtaken: boolean }

export interface GatewayEvent { id: number; kind: string; at: string; conduit: Conduit | null; finding: Finding | null; change: Change | null; alert: Alert | null; text: string | null }

export interface Alert {
  id: string; conduit: string; kind: string; severity: string; text: string; done: string; next: string;
  raised_at: string; first_seen: string; last_seen: string; times: number; rule_at: string | null;
  acknowledged_by: string | null; acknowledged_at: string | null; note: string | null; shelved_until: string | null; is_open: boolean;
  client: string | null; client_asset: string | null; asset: string | null; verdict: string | null; rule: string | null; finding: string | null; change: string | null; about: string | null;
}

export interface AuditEntry { sequence: number; at: string; kind: string; action: string; by: string; text: string; conduit: string | null; subject: string | null }

export interface AuditProof { first: number; last: number; signed: number; faults: string[]; ok: boolean }

export interface BreakGlass { id: string; conduit: string; form: string; state: string; by: string; at: string; until: string; reason: string; before_mode: string; return: string | null; escalations: number; ended_at: string | null; reviewed_by: string | null; review: string | null; message: string }

export interface Campaign {
  id: string; zone: string; mode: string; state: string; state_at: string; reason: string; author: string; proposed_at: string;
  conduits: { conduit: string; wave: number; mode: string | null; change: string | null; state: string | null }[];
  waits_for: string[]; history: { at: string; by: string | null; what: string }[];
}

export interface Certificate {
  thumbprint: string; place: string | null; name: string; subject: string; issuer: string; application_uri: string | null; hosts: string[];
  not_before: string; not_after: string; days_left: number; key_bits: number; is_authority: boolean; flaws: string[]; file: string;
}

export interface Settings { directory: string; read_at: string; files: { path: string; text: string }[] }

export interface SettingsVerdict { ok: boolean; is_same: boolean; changed_files: string[]; problems: Problem[]; opens: string[]; closes: string[]; awaits_restart: string[]; policies: string[] }

export interface ReloadResult { opened: string[]; closed: string[]; awaiting_restart: string[]; drafts: string[]; messages: string[] }

export interface User { name: string; accounts: string[]; roles: string[]; you: boolean; password_since: string | null }

export interface Token { id: string; label: string; person: string; scope: string; since: string; until: string; last_used: string | null; secret: string | null }

export interface OpenSession { id: string; person: string; since: string; last_used: string }

export interface Backup { name: string; at: string; by: string; bytes: number; sha256: string; files: number; has_keys: boolean; has_record: boolean }
