import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { t } from "../texts";
import { Problem } from "./basics";

/** A page that is fetched from the gateway when somebody goes there. */
export function Later<T extends object>({ page, props }: { page: () => Promise<ComponentType<T>>; props: T }) {
  const [Page, setPage] = useState<ComponentType<T> | null>(null);
  const [fault, setFault] = useState<unknown>(null);
  useEffect(() => void page().then((loaded) => setPage(() => loaded), setFault), []);
  return Page ? <Page {...props} /> : <><p>{t.loading}</p><Problem fault={fault} /></>;
}
