import { signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { path, remove, session } from "./api";
import icon from "./icon.svg";
import { left } from "./parts/basics";
import { glass, GlassDialog } from "./parts/glass";
import { Icon } from "./parts/icon";
import { Later } from "./parts/later";
import { AlarmsPage } from "./pages/alarms";
import { AuditPage } from "./pages/audit";
import { ChangePage } from "./pages/change";
import { ChangesPage } from "./pages/changes";
import { ConduitsPage } from "./pages/conduits";
import { FindingsPage } from "./pages/findings";
import { GatewayPage } from "./pages/gateway";
import { MapPage } from "./pages/map";
import { OverviewPage } from "./pages/overview";
import { PermitsPage } from "./pages/permits";
import { SignInPage } from "./pages/signin";
import { TrafficPage } from "./pages/traffic";
import { ZonePage, ZonesPage } from "./pages/zone";
import { cut, inFlight, standing, status } from "./store";
import { t } from "./texts";

// The editor and the charts are the large parts that most visits do not need.
const conduit = () => import("./pages/conduit").then((module) => module.ConduitPage);
const certificates = () => import("./pages/certificates").then((module) => module.CertificatesPage);
const settings = () => import("./pages/settings").then((module) => module.SettingsPage);
const users = () => import("./pages/users").then((module) => module.UsersPage);
const backup = () => import("./pages/backup").then((module) => module.BackupPage);
const rules = () => import("./pages/rules").then((module) => module.RulesPage);

const place = signal(location.hash.slice(1) || "/");
addEventListener("hashchange", () => {
  place.value = location.hash.slice(1) || "/";
  scrollTo(0, 0);
});

/** Where one can go: groups of address, words and drawing. */
const places: { group: string; pages: [string, string, string][] }[] = [
  { group: "", pages: [["/", t.nav.overview, "overview"], ["/map", t.nav.map, "map"]] },
  { group: t.nav.see, pages: [["/alarms", t.nav.alarms, "alarms"], ["/findings", t.nav.findings, "findings"], ["/traffic", t.nav.traffic, "traffic"], ["/zones", t.nav.zones, "zones"], ["/conduits", t.nav.conduits, "conduits"]] },
  { group: t.nav.act, pages: [["/rules", t.nav.rules, "rules"], ["/changes", t.nav.changes, "changes"], ["/permits", t.nav.permits, "permits"]] },
  { group: t.nav.keep, pages: [["/audit", t.nav.audit, "audit"], ["/certificates", t.nav.certificates, "certificates"], ["/settings", t.nav.settings, "settings"], ["/users", t.nav.users, "users"], ["/backup", t.nav.backup, "backup"], ["/gateway", t.nav.gateway, "gateway"]] },
];

function page() {
  const [address = "", query = ""] = place.value.split("?");
  const [, first = "", second] = address.split("/");
  const name = second === undefined ? undefined : decodeURIComponent(second);
  switch (first) {
    case "map": return <MapPage />;
    case "zones": return name ? <ZonePage name={name} /> : <ZonesPage />;
    case "conduits": return name ? <Later key={name} page={conduit} props={{ name }} /> : <ConduitsPage />;
    case "traffic": return <TrafficPage key={query} query={query} />;
    case "rules": return <Later key={name} page={rules} props={{ name, query }} />;
    case "changes": return name ? <ChangePage key={name} id={name} /> : <ChangesPage />;
    case "permits": return <PermitsPage />;
    case "findings": return <FindingsPage key={query} query={query} />;
    case "alarms": return <AlarmsPage />;
    case "audit": return <AuditPage />;
    case "certificates": return <Later key="certificates" page={certificates} props={{}} />;
    case "settings": return <Later key="settings" page={settings} props={{}} />;
    case "users": return <Later key="users" page={users} props={{}} />;
    case "backup": return <Later key="backup" page={backup} props={{}} />;
    case "gateway": return <GatewayPage />;
    default: return <OverviewPage />;
  }
}

async function signOut() {
  await remove(path("session"));
  session.value = { name: null, roles: [], needs_setup: false };
}

function Count({ where }: { where: string }) {
  const open = where === "/alarms" ? standing.value.length : where === "/findings" ? status.value?.untriaged ?? 0 : where === "/changes" ? inFlight.value.length : 0;
  const kind = where === "/alarms" ? "bad" : where === "/findings" ? "warn" : "";
  return open > 0 ? <span class={`count ${kind}`} title={t.top.open}>{open}</span> : null;
}

function Side({ here }: { here: string }) {
  return (
    <nav class="side" aria-label={t.product}>
      <div class="brand"><img src={icon} alt="" />{t.product}</div>
      {places.map(({ group, pages }) => (
        <>
          {group && <div class="group">{group}</div>}
          <ul>
            {pages.map(([where, words, drawing]) => (
              <li key={where}>
                <a href={"#" + where} aria-current={(where === "/" ? here === "/" : here.startsWith(where)) ? "page" : undefined}><Icon name={drawing} />{words}<Count where={where} /></a>
              </li>
            ))}
          </ul>
        </>
      ))}
    </nav>
  );
}

/** What must be seen from every page: whether this is live, what is on its way, what is loud; and the way out. */
function Top({ here }: { here: string }) {
  const state = status.value;
  const trials = inFlight.value.filter((conduit) => conduit.change_in_flight?.deadline);
  const broken = (state?.conduits ?? []).filter((conduit) => conduit.break_glass && !conduit.break_glass.ended_at);
  const who = session.value!;
  return (
    <header class="top">
      <span class="site">{state ? `${state.site} / ${state.gateway}` : t.loading}</span>
      <span class={`pill ${cut.value ? "bad" : ""}`}><span class={`pulse ${cut.value ? "off" : ""}`} />{cut.value ? t.top.cut : t.top.live}</span>
      {trials.map((conduit) => (
        <a key={conduit.name} class="pill warn" href={`#/changes/${conduit.change_in_flight!.id}`}>{t.top.trial(conduit.name, left(conduit.change_in_flight!.deadline))}</a>
      ))}
      {broken.map((conduit) => <a key={conduit.name} class="pill bad" href={`#/conduits/${conduit.name}`}>{t.top.broken(conduit.name)}</a>)}
      <span class="spring" />
      <span class="small dim">{who.name} ({who.roles.length > 5 ? state?.governance ?? "" : who.roles.join(", ")})</span>
      <button class="small back" onClick={() => { glass.value = /^.conduits.([^/?]+)/.exec(here)?.[1] ?? ""; }}><Icon name="breakGlass" />{t.glass.open}</button>
      <button class="small" onClick={() => void signOut()}>{t.signIn.out}</button>
    </header>
  );
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
        <Side here={here} />
        <div>
          <Top here={here} />
          {glass.value !== null && <GlassDialog />}
          <main id="main" tabIndex={-1}>{status.value ? page() : <p>{t.loading}</p>}</main>
        </div>
      </div>
    </>
  );
}
