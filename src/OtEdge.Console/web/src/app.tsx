import { signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { path, remove, session } from "./api";
import icon from "./icon.svg";
import { glass, GlassDialog } from "./parts/glass";
import { AlarmsPage } from "./pages/alarms";
import { AuditPage } from "./pages/audit";
import { ChangePage, ChangesPage } from "./pages/changes";
import { ConduitPage, ConduitsPage } from "./pages/conduit";
import { FindingsPage } from "./pages/findings";
import { GatewayPage } from "./pages/gateway";
import { MapPage } from "./pages/map";
import { OverviewPage } from "./pages/overview";
import { RulesPage } from "./pages/rules";
import { SignInPage } from "./pages/signin";
import { TrafficPage } from "./pages/traffic";
import { ZonePage, ZonesPage } from "./pages/zone";
import { cut, status } from "./store";
import { t } from "./texts";

const place = signal(location.hash.slice(1) || "/");
addEventListener("hashchange", () => {
  place.value = location.hash.slice(1) || "/";
  scrollTo(0, 0);
});

const pages: [string, string][] = [
  ["/", t.nav.overview], ["/map", t.nav.map], ["/zones", t.nav.zones], ["/conduits", t.nav.conduits], ["/traffic", t.nav.traffic],
  ["/rules", t.nav.rules], ["/changes", t.nav.changes], ["/findings", t.nav.findings], ["/alarms", t.nav.alarms], ["/audit", t.nav.audit], ["/gateway", t.nav.gateway],
];

function page() {
  const [, first = "", second] = place.value.split("?")[0]!.split("/");
  const name = second === undefined ? undefined : decodeURIComponent(second);
  switch (first) {
    case "map": return <MapPage />;
    case "zones": return name ? <ZonePage name={name} /> : <ZonesPage />;
    case "conduits": return name ? <ConduitPage key={name} name={name} /> : <ConduitsPage />;
    case "traffic": return <TrafficPage />;
    case "rules": return <RulesPage key={name} name={name} />;
    case "changes": return name ? <ChangePage key={name} id={name} /> : <ChangesPage />;
    case "findings": return <FindingsPage />;
    case "alarms": return <AlarmsPage />;
    case "audit": return <AuditPage />;
    case "gateway": return <GatewayPage />;
    default: return <OverviewPage />;
  }
}

async function signOut() {
  await remove(path("session"));
  session.value = { name: null, roles: [], needs_setup: false };
}

export function App() {
  const site = status.value?.site;
  useEffect(() => {
    document.title = site ? `${site} - ${t.product}` : t.product;
  }, [site]);
  if (!session.value) {
    return <p class="sign">{t.loading}</p>;
  }
  if (!session.value.name) {
    return <SignInPage />;
  }
  const here = place.value;
  return (
    <>
      <a class="skip" href="#main" onClick={(event) => { event.preventDefault(); document.getElementById("main")?.focus(); }}>{t.skip}</a>
      {cut.value && <div class="cut" role="alert">{t.cut}</div>}
      <div class="layout">
        <nav class="side" aria-label={t.product}>
          <div class="brand"><img src={icon} alt="" />{t.product}</div>
          <ul>
            {pages.map(([where, words]) => (
              <li key={where}>
                <a href={"#" + where} aria-current={(where === "/" ? here === "/" : here.startsWith(where)) ? "page" : undefined}>{words}</a>
              </li>
            ))}
          </ul>
          <div class="who">
            <div>{status.value?.site}</div>
            <div>{session.value.name} ({session.value.roles.length > 5 ? "solo" : session.value.roles.join(", ")})</div>
            <button class="small back" onClick={() => { glass.value = /^.conduits.([^/?]+)/.exec(here)?.[1] ?? ""; }}>{t.glass.open}</button>
            <button class="small" onClick={() => void signOut()}>{t.signIn.out}</button>
          </div>
        </nav>
        {glass.value !== null && <GlassDialog />}
        <main id="main" tabIndex={-1}>{status.value ? page() : <p>{t.loading}</p>}</main>
      </div>
    </>
  );
}
