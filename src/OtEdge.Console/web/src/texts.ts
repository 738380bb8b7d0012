// Every text of the console; a second language is a second file like this one.
export const t = {
  product: "OtEdge",
  skip: "Skip to content",
  nav: { overview: "Overview", map: "Map", zones: "Zones", conduits: "Conduits", traffic: "Traffic", rules: "Rules", changes: "Changes", findings: "Findings", alarms: "Alarms", audit: "Audit", gateway: "Gateway" },
  modes: {
    bypass: "Bypass", observe: "Observe", monitor: "Monitor", enforce: "Enforce", mixed: "Mixed",
  } as Record<string, string>,
  modeMeaning: {
    bypass: "relayed unread: an emergency",
    observe: "read and recorded, nothing is judged but pins",
    monitor: "judged; what no rule allows would be refused, and passes",
    enforce: "judged; what no rule allows is refused",
    mixed: "its conduits are in different modes",
  } as Record<string, string>,
  verdicts: { allowed: "allowed", would_be_refused: "would be refused", refused: "refused" } as Record<string, string>,
  cut: "Cut off from the gateway. What you see is old; the gateway goes on without this page.",
  signIn: {
    title: "Sign in", name: "Name", password: "Password", go: "Sign in", out: "Sign out",
    setupTitle: "Set up the console", setupText: "Nobody can sign in yet. The one-time token is in the file console-setup-token in the gateway's state directory.",
    inviteTitle: "Set your password", token: "One-time token", newPassword: "New password (15 characters or more)", set: "Set password and sign in", haveToken: "I have a one-time token", back: "Sign in with a password",
  },
  overview: {
    title: "Overview", needs: "Needs a person now", nothing: "Nothing needs a person now.",
    inFlight: "Changes in flight", none: "No change is on its way.", health: "Health", zones: "Zones",
    journal: "Journal", recording: "Recording", settings: "Settings", regime: "Operating regime", ok: "in order", solo: "Governance is solo: the author of a change may approve it.",
    untriaged: (count: number) => (count === 1 ? "1 would-be refusal" : `${count} would-be refusals`) + " that nobody has judged yet",
    problems: (count: number) => (count === 1 ? "1 problem" : `${count} problems`) + " in the settings",
    fault: (name: string, why: string) => `${name}: ${why}`,
    trial: (name: string, id: string, left: string) => `${name}: ${id} is on trial and goes back by itself in ${left}`,
    state: (name: string, id: string, state: string) => `${name}: ${id} is in ${state}`,
  },
  zone: { conduits: "Conduits", propose: (mode: string) => `Propose ${mode} for the zone`, nothing: "No conduit leads here.", explain: "A toggle proposes a change; nothing happens before it is checked, approved and applied. Going back is always one step." },
  conduit: {
    from: "from", to: "to", protocol: "Protocol", listens: "Listens on", device: "Device", policy: "Policy", none: "none", scope: "Refuses", clients: "clients",
    since: "in this mode since", requests: "Requests", would: "Would be refused", refused: "Refused", added: "Added latency p50 / p99", connections: "Connections, clients / devices",
    trend: "Per second", latency: "Added latency p99, microseconds", tail: "Latest findings", ready: "Readiness", readyAsk: "Judge the record now", readiness: "Evidence for the live policy over what was recorded.",
    worst: "Worst regime", gates: "Gates", coverage: "Coverage per regime", discovery: "New flows per episode", isReady: "Ready", notReady: "Not ready", everything: "everything", proposeTitle: "Propose a change",
  },
  propose: {
    title: (name: string, mode: string) => `Propose ${mode} for ${name}`, reason: "Reason (kept for good)", trial: "Trial: without confirmation it goes back after", go: "Propose", cancel: "Cancel",
    override: "Override unmet gates, with a reason that is kept and shown for good", yes: "Take every step that I may take", sent: "Proposed",
  },
  change: {
    title: "Changes", empty: "No change was ever proposed.", by: "by", proposed: "proposed", deadline: "goes back by itself in", confirm: "Confirm: keep it", back: "Go back now", hurt: "This hurt us", extend: "Extend the trial",
    arm: "Arm", approve: "Approve", reject: "Reject", withdraw: "Withdraw", check: "Check", outcome: "Outcome", override: "Gates overridden", reason: "Reason", what: "What changes", trial: "Trial", life: "Life of the change", approvals: "Approvals",
    signed: (id: string, summary: string) => `I approve ${id}: ${summary}.`,
    why: "Why (kept for good)", waits: "Waits", difference: "What clients lose and gain",
  },
  traffic: { title: "Traffic", filter: "Filter: client, conduit, function, target", onlyNew: "new since yesterday", onlyWould: "not allowed by the rules", client: "Client", conduit: "Conduit", what: "What", target: "Target", values: "Values", count: "Times", verdict: "Last verdict", rule: "Rule", last: "Last seen", csv: "CSV", undeclared: "not declared", empty: "No flow fits." },
  findings: { title: "Findings", empty: "Nothing was found.", allow: "Legitimate: a rule is to allow it", meant: "Meant to be refused", triaged: "Judged", note: "Note", times: "times", makeRule: "Make a rule of it", all: "all", open: "not judged yet" },
  rules: { title: "Rules", choose: "Conduit", live: "Live policy", hits: "Hits in the record", unused: "Unused rules", shadowed: "Rules that never decide", edit: "Edit a candidate", replay: "Replay the record against it", suggest: "Suggest from what was seen", propose: "Propose it", result: "Replay", nothing: "Nothing recorded would be refused.", rules: "rules", pins: "pins", asFile: "A candidate changes no file. The settings stay as they are; the journal keeps the revision." },
  map: { title: "Map", table: "As a table", hint: "Zones are lanes, conduits are lines. The border tells the mode, the words say it." },
  alarms: {
    none: "No alarm.", priority: "Priority", what: "What happened", ack: "Acknowledge", shelve: "Shelve", reason: "Note or reason", for: "Shelve for, such as 8h", shelved: "shelved until",
    acked: (by: string) => `acknowledged by ${by}`, flood: (count: number) => `${count} alarms in ten minutes: a flood. Look for what they have in common before acknowledging one by one.`,
  },
  audit: {
    verify: "Verify the chain", export: "Export", when: "When", who: "Who", what: "What",
    good: (first: number, last: number, signed: number) => `The chain holds from entry ${first} to ${last}; signed up to ${signed}.`,
  },
  glass: {
    title: "Break-glass", open: "Break-glass", go: "Break the glass now", for: "For how long, such as 8h", unread: "Relay unread, not even pins hold (bypass)",
    explain: "Down to monitor at once, pins kept. No other precondition. It is alarmed all the while and reviewed afterwards; nothing tightens again by itself.",
  },
  gateway: { title: "Gateway", site: "Site", version: "Version", started: "Started", governance: "Governance", people: "Who may act", reload: "Read the settings again", regime: "Set the regime", invite: "Invite", invited: (name: string, token: string) => `One-time token for ${name}, good for 72 hours: ${token}` },
  ago: { now: "just now", seconds: (n: number) => `${n} s ago`, minutes: (n: number) => `${n} min ago`, hours: (n: number) => `${n} h ago`, days: (n: number) => `${n} d ago` },
  loading: "Loading ...", close: "Close", failed: "It was refused",
};
