import { useEffect, useState } from "preact/hooks";
import { look, path, post } from "../api";
import { Act, count, ModeBadge } from "../parts/basics";
import { CampaignDialog, CampaignSheet } from "../parts/campaign";
import { status } from "../store";
import { t } from "../texts";
import type { Campaign, Evidence } from "../types";

const REFRESH_MS = 3000;

export function ZonesPage() {
  return (
    <>
      <h1>{t.nav.zones}</h1>
      <section class="card">
        <table class="list">
          <thead><tr><th>{t.nav.zones}</th><th>{t.conduit.mode}</th><th>{t.zone.conduits}</th><th></th></tr></thead>
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

/** Readiness of each conduit in honest numbers; the worst regime is named, and nothing is blended to a score. */
function Readiness({ conduits }: { conduits: string[] }) {
  const [seen, setSeen] = useState<Evidence[]>([]);
  const judge = async () => {
    const found: Evidence[] = [];
    for (const name of conduits) {
      found.push(await post<Evidence>(path("conduits", name, "evidence")));
      setSeen([...found]);
    }
  };
  return (
    <section class="card">
      <div class="row between"><h2>{t.zone.ready}</h2><Act label={t.zone.readyAsk} act={judge} /></div>
      {seen.length === 0 ? <p class="dim small">{t.conduit.readiness}</p> : (
        <table class="list">
          <thead><tr><th>{t.nav.conduits}</th><th>{t.zone.ready}</th><th>{t.conduit.worst}</th><th>{t.conduit.words}</th><th>{t.zone.readyWhy}</th></tr></thead>
          <tbody>
            {seen.map((evidence) => (
              <tr key={evidence.conduit}>
                <td class="tight"><a href={`#/conduits/${evidence.conduit}`}>{evidence.conduit}</a></td><td class="tight">{evidence.ready ? t.conduit.isReady : t.conduit.notReady}</td><td class="tight">{evidence.worst_regime ?? "-"}</td>
                <td>{evidence.regimes.find((regime) => regime.regime === evidence.worst_regime)?.text}</td><td>{evidence.gates.filter((gate) => !gate.passed).map((gate) => gate.gate).join(", ") || "-"}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
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
              <thead><tr><th>{t.nav.conduits}</th><th>{t.conduit.mode}</th><th>{t.conduit.from}</th><th class="num">{t.conduit.requests}</th><th class="num">{t.conduit.would}</th><th class="num">{t.conduit.refused}</th><th></th></tr></thead>
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
      {conduits.some((conduit) => conduit.policy) && <Readiness conduits={conduits.filter((conduit) => conduit.policy).map((conduit) => conduit.name)} />}
      {campaigns.filter((campaign) => campaign.zone === name).slice(0, 3).map((campaign) => <CampaignSheet key={campaign.id} campaign={campaign} done={load} />)}
      {wanted && <CampaignDialog zone={name} mode={wanted} close={() => { setWanted(null); void load(); }} />}
    </>
  );
}
