import { count, ModeBadge, Scope } from "../parts/basics";
import { rateOf, Sparkline } from "../parts/sparkline";
import { status } from "../store";
import { t } from "../texts";

export function ConduitsPage() {
  return (
    <>
      <h1>{t.nav.conduits}</h1>
      <section class="card">
        <table class="list">
          <thead><tr><th>{t.nav.conduits}</th><th>{t.conduit.mode}</th><th>{t.conduit.from} / {t.conduit.to}</th><th>{t.conduit.protocol}</th><th>{t.conduit.scope}</th><th>{t.overview.now}</th><th class="num">{t.conduit.requests}</th><th class="num">{t.conduit.would}</th><th class="num">{t.conduit.refused}</th></tr></thead>
          <tbody>
            {status.value!.conduits.map((conduit) => (
              <tr key={conduit.name}>
                <td><a href={`#/conduits/${conduit.name}`}>{conduit.name}</a></td><td><ModeBadge mode={conduit.mode} /></td><td>{conduit.from} / {conduit.to}</td><td>{conduit.protocol}</td><td><Scope conduit={conduit} /></td>
                <td class="tight"><Sparkline name={conduit.name} /> {count(rateOf(conduit.name))}/s</td>
                <td class="num">{count(conduit.requests_total)}</td><td class="num">{count(conduit.would_be_refused_total)}</td><td class="num">{count(conduit.refused_total)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </>
  );
}
