import { useState } from "preact/hooks";
import { get, path } from "../api";
import { Act, Ago } from "./basics";
import { t } from "../texts";
import type { Conduit, UaConnection } from "../types";

const side = (policy: string | null, mode: string | null) => (policy === null ? "-" : policy === "None" || mode === null ? policy : `${policy}, ${mode}`);

/** Who is connected to an OPC UA conduit now, and how both sides are protected; asked for, because it is long. */
export function UaConnections({ name }: { name: string }) {
  const [open, setOpen] = useState<UaConnection[] | null>(null);
  const ask = async () => setOpen((await get<Conduit>(path("conduits", name))).opc_ua_connections ?? []);
  return (
    <section class="card">
      <div class="row between"><h2>{t.uaConnections.title}</h2><Act label={open === null ? t.uaConnections.ask : t.uaConnections.again} act={ask} /></div>
      {open === null && <p class="dim small">{t.uaConnections.explain}</p>}
      {open?.length === 0 && <p class="dim small">{t.uaConnections.none}</p>}
      {open !== null && open.length > 0 && (
        <table class="list">
          <thead><tr><th>{t.uaConnections.client}</th><th>{t.uaConnections.user}</th><th>{t.uaConnections.clientSide}</th><th>{t.uaConnections.deviceSide}</th><th>{t.conduit.since}</th></tr></thead>
          <tbody>
            {open.map((one) => (
              <tr key={one.client}>
                <td><span class="mono">{one.client}</span>{one.application_uri && <div class="small dim">{one.application_uri}</div>}</td>
                <td>{one.user ?? "-"}{one.device_user && <div class="small dim">{t.uaConnections.asUser(one.device_user)}</div>}</td>
                <td>{side(one.security_policy, one.security_mode)}</td>
                <td>{side(one.device_security_policy, one.device_security_mode)}</td>
                <td><Ago at={one.since} /></td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
