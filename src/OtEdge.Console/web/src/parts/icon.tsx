// Drawn on a square of 16; strokes take the colour of the text beside them.
const drawings: Record<string, string> = {
  overview: "M2 2h5v5H2zM9 2h5v5H9zM2 9h5v5H2zM9 9h5v5H9z",
  map: "M3 3h10M3 13h10M5 3v10M11 3v4M11 10v3M11 7a1.5 1.5 0 1 0 0 3a1.5 1.5 0 1 0 0-3",
  zones: "M2 2h12v5H2zM2 10h12v4H2zM5 7v3M11 7v3",
  conduits: "M1 8h3M12 8h3M4 5h8v6H4zM7 8h2",
  traffic: "M2 5h11l-3-3M14 11H3l3 3",
  findings: "M7 2a5 5 0 1 0 0 10A5 5 0 1 0 7 2M11 11l3.5 3.5",
  alarms: "M4 11V7a4 4 0 0 1 8 0v4l1.5 1.5h-11zM6.5 14.5h3",
  rules: "M2 4l1 1 2-2M2 11l1 1 2-2M7.5 4H14M7.5 11.5H14M7.5 7.5H14",
  changes: "M3 13V9h4V6h4V3h3M11.5 1.2L14 3l-1.8 2.5",
  permits: "M2 4h12v3a1.2 1.2 0 0 0 0 2.4V12H2V9.4A1.2 1.2 0 0 0 2 7zM9.5 4v8",
  audit: "M3 2h8l2 2v10H3zM5.5 6h5M5.5 8.5h5M5.5 11h3",
  gateway: "M4 4h8v8H4zM6 1v3M10 1v3M6 12v3M10 12v3M1 6h3M1 10h3M12 6h3M12 10h3",
  certificates: "M8 1.5a4 4 0 1 0 0 8a4 4 0 1 0 0-8M5.5 9l-1 5.5L8 13l3.5 1.5-1-5.5",
  settings: "M2 4h6M12 4h2M10 2.3a1.7 1.7 0 1 0 0 3.4a1.7 1.7 0 1 0 0-3.4M2 12h2M8 12h6M6 10.3a1.7 1.7 0 1 0 0 3.4a1.7 1.7 0 1 0 0-3.4",
  users: "M6 2a2.5 2.5 0 1 0 0 5a2.5 2.5 0 1 0 0-5M1.5 14c0-5 9-5 9 0M11 2.5a2.3 2.3 0 0 1 0 4.4M12.5 9.5c1.4 .8 2 2.3 2 4.5",
  backup: "M2 3h12v3H2zM3 6v8h10V6M6 9h4",
  breakGlass: "M8 1.5L15 14H1zM8 6v4M8 12v.1",
};

/** A small drawing beside words; it says nothing by itself. */
export function Icon({ name }: { name: string }) {
  return <svg class="icon" viewBox="0 0 16 16" aria-hidden="true"><path d={drawings[name] ?? ""} /></svg>;
}
