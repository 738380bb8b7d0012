import { useEffect, useState } from "preact/hooks";
import { look, path } from "../api";
import { count, ModeBadge } from "../parts/basics";
import { CampaignDialog, CampaignSheet } from "../parts/campaign";
import { status } from "../store";
import { t } from "../texts";
import type { Campaign } from "../types";

const REFRESH_MS = 3000;

export function ZonesPage() {
  return (
    <>
      <h1>{t.nav.zones}</h1>
      <section class="card">
        <table>
          <thead><tr><th>{t.nav.zones}</th><th></th><th>{t.zone.conduits}</th><th></th></tr></thead>
          <tbody>
            {status.value!.zones.map((zone) => (
              <tr key={zone.name}>
                <td><a href={`#/zones/${zone.name}`}>{zone.name}</a></td><td><ModeBadge mode={zone.mode} /></td><td>{zone.conduits.join(", ") || "-"}</td><td class="dim">{zone.description}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </>
  );
}

export function ZonePage({ name }: { name: string }) {
  const [wanted, setWanted] = useState<string | null>(null);
  const [campaigns, setCampaigns] = useState<Campaign[]>([]);
  const load = () => look<Campaign[]>(path("campaigns")).then(setCampaigns, () => setCampaigns([]));
  useEffect(() => {
    void load();
    const timer = setInterval(() => void load(), REFRESH_MS);
    return () => clearInterval(timer);
  }, []);
  const zone = status.value!.zones.find((one) => one.name === name);
  if (!zone) {
    return <h1>{name}: -</h1>;
  }
  const conduits = status.value!.conduits.filter((conduit) => zone.conduits.includes(conduit.name));
  return (
    <>
      <div class="row between"><h1>{zone.name}</h1><ModeBadge mode={zone.mode} /></div>
      <p class="dim">{zone.description}</p>
      <section class="card">
        <h2>{t.zone.conduits}</h2>
        {conduits.length === 0 ? <p class="dim">{t.zone.nothing}</p> : (
          <>
            <table>
              <thead><tr><th>{t.nav.conduits}</th><th></th><th>{t.conduit.from}</th><th class="num">{t.conduit.requests}</th><th class="num">{t.conduit.would}</th><th class="num">{t.conduit.refused}</th><th></th></tr></thead>
              <tbody>
                {conduits.map((conduit) => (
                  <tr key={conduit.name}>
                    <td><a href={`#/conduits/${conduit.name}`}>{conduit.name}</a></td><td><ModeBadge mode={conduit.mode} /></td><td>{conduit.from}</td>
                    <td class="num">{count(conduit.requests_total)}</td><td class="num">{count(conduit.would_be_refused_total)}</td><td class="num">{count(conduit.refused_total)}</td>
                    <td>{conduit.change_in_flight && <a href={`#/changes/${conduit.change_in_flight.id}`}>{conduit.change_in_flight.id} ({conduit.change_in_flight.state})</a>}</td>
                  </tr>
                ))}
              </tbody>
            </table>
            <p class="dim small">{t.zone.explain}</p>
            <div class="row">{["monitor", "enforce"].filter((mode) => zone.mode !== mode).map((mode) => <button key={mode} onClick={() => setWanted(mode)}>{t.zone.propose(t.modes[mode]!)}</button>)}</div>
          </>
        )}
      </section>
      {campaigns.filter((campaign) => campaign.zone === name).slice(0, 3).map((campaign) => <CampaignSheet key={campaign.id} campaign={campaign} done={load} />)}
      {wanted && <CampaignDialog zone={name} mode={wanted} close={() => { setWanted(null); void load(); }} />}
    </>
  );
}
