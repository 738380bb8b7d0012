import { useEffect, useRef, useState } from "preact/hooks";
import { path, post } from "../api";
import { refresh, refreshChanges } from "../store";
import { t } from "../texts";
import type { Campaign } from "../types";
import { Act, Field, ModeBadge, moment, Problem } from "./basics";
import { HowLong } from "./dialog";

/** Proposes a campaign: ordered waves of changes, the least critical conduit first. */
export function CampaignDialog({ zone, mode, close }: { zone: string; mode: string; close: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [reason, setReason] = useState("");
  const [trial, setTrial] = useState("10m");
  const [fault, setFault] = useState<unknown>(null);
  useEffect(() => dialog.current?.showModal(), []);
  const go = async (event: Event) => {
    event.preventDefault();
    setFault(null);
    try {
      await post<Campaign>(path("zones", zone, "mode"), { mode, reason, trial });
      await Promise.all([refresh(), refreshChanges()]);
      dialog.current?.close();
    } catch (error) {
      setFault(error);
    }
  };
  return (
    <dialog ref={dialog} onClose={close} aria-labelledby="campaign-title">
      <form onSubmit={(event) => void go(event)}>
        <h2 id="campaign-title">{t.propose.title(zone, t.modes[mode] ?? mode)}</h2>
        <p class="dim small">{t.zone.campaign}</p>
        <Field label={t.propose.reason}><input required value={reason} onInput={(event) => setReason(event.currentTarget.value)} /></Field>
        <HowLong label={t.propose.trial} value={trial} choices={["2m", "10m", "30m"]} set={setTrial} />
        <Problem fault={fault} />
        <div class="row">
          <button class="primary" disabled={!reason.trim()}>{t.propose.go}</button>
          <button type="button" onClick={() => dialog.current?.close()}>{t.propose.cancel}</button>
        </div>
      </form>
    </dialog>
  );
}

const steps: Record<string, string[]> = { running: ["hold", "withdraw"], held: ["resume", "withdraw"] };

/** Where a campaign stands, wave by wave. */
export function CampaignSheet({ campaign, done }: { campaign: Campaign; done: () => Promise<void> }) {
  return (
    <section class="card">
      <h2>{campaign.id}: {t.modes[campaign.mode] ?? campaign.mode}, {campaign.state}</h2>
      <p class="dim small">{campaign.author}: {campaign.reason}</p>
      {campaign.waits_for.map((line) => <div class="notice warn" key={line}>{line}</div>)}
      <table>
        <thead><tr><th class="num">{t.zone.wave}</th><th>{t.nav.conduits}</th><th></th><th>{t.nav.changes}</th></tr></thead>
        <tbody>
          {campaign.conduits.map((one) => (
            <tr key={one.conduit}>
              <td class="num">{one.wave}</td><td><a href={`#/conduits/${one.conduit}`}>{one.conduit}</a></td><td><ModeBadge mode={one.mode} /></td>
              <td>{one.change && <a href={`#/changes/${one.change}`}>{one.change} ({one.state})</a>}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <div class="row">{(steps[campaign.state] ?? []).map((step) => <Act key={step} label={t.zone.steps[step] ?? step} act={() => post(path("campaigns", campaign.id, step)).then(done)} />)}</div>
      <h3>{t.change.life}</h3>
      <ol class="timeline">{campaign.history.map((mark, index) => <li key={index}><time dateTime={mark.at}>{moment(mark.at)}</time><span>{mark.what}{mark.by && ` (${mark.by})`}</span></li>)}</ol>
    </section>
  );
}
