namespace OtEdge.Tests.Commands;

/// <summary>Answers of a small site.</summary>
internal static class SampleApi
{
    public const string Conduit =
        """
        {"name":"filling-modbus","mode":"enforce","scope":["malformed","admin"],"since":"2026-03-01T08:15:00.250Z",
         "requests_total":1234567,"refused_total":3,"would_be_refused_total":12,
         "change_in_flight":{"id":"c-0007","state":"trial","deadline":"2026-03-01T12:08:12.000Z"},
         "from":"supervision","to":"filling","protocol":"modbus-tcp","listen":"0.0.0.0:502","device":"10.10.0.10:502",
         "policy":"filling-modbus","policy_digest":"3c9a41d2aabbccddeeff","scope_clients":null,"on_fault":"forward",
         "refuse_with":"reply","epoch":4,"confirmed_mode":"monitor","client_connections":2,"device_connections":2,
         "replies_total":1234560,"exceptions_total":7,"findings_shed_total":0,"added_latency_p50_us":8.5,"added_latency_p99_us":31.2,"added_latency_p999_us":95,"awaits_restart":[],"fault":null}
        """;

    public const string Idle =
        """
        {"name":"packing","mode":"bypass","scope":[],"since":"2026-02-28T23:00:00.000Z","requests_total":0,"refused_total":0,
         "would_be_refused_total":0,"change_in_flight":null,"from":"supervision","to":"packing","protocol":"modbus-tcp",
         "listen":null,"device":"10.10.0.11:502","awaits_restart":["listen: 0.0.0.0:1502"],"fault":"port 503 is taken"}
        """;

    public const string Zones =
        """
        [{"name":"supervision","mode":null,"conduits":[],"description":"SCADA and MES","level":3,"criticality":"normal",
          "assets":["scada-1","mes"]},
         {"name":"filling","mode":"enforce","conduits":["filling-modbus"],"level":1,"criticality":"high","assets":["plc-filler"]}]
        """;

    public const string Status =
        $$"""
        {"site":"leipzig","zones":{{Zones}},"conduits":[{{Conduit}},{{Idle}}],"gateway":"edge-1","version":"0.1.0",
         "started_at":"2026-03-01T10:00:00.000Z","governance":"pair","journal_fault":"disk full","findings_shed":5,
         "settings_problems":[{"file":"otedge.yaml","line":3,"column":5,"path":"site","message":"expected a name"}]}
        """;

    public const string Finding =
        """
        {"id":"f-3c9a41d2","conduit":"filling-modbus","kind":"refusal","verdict":"would_be_refused","reason":"value","times":12,
         "first_seen":"2026-03-01T11:00:00.000Z","last_seen":"2026-03-01T11:59:58.500Z",
         "text":"would be refused: scada-1 writes 90 °C to target-temp; rule setpoint allows at most 85","client":"10.20.0.11",
         "client_asset":"scada-1","class":"write","function":"16","unit":1,"space":"holding_register","address":120,"count":2,
         "value":"90 °C (target-temp)","rule":"setpoint","rule_at":"policies/filling-modbus.yaml:14"}
        """;

    public const string Change =
        """
        {"id":"c-0007","state":"trial","conduit":"filling-modbus",
         "from":{"mode":"monitor","scope":[],"scope_clients":null,"policy_digest":"aaaabbbbccccdddd","on_fault":"forward","refuse_with":"reply"},
         "to":{"mode":"enforce","scope":["malformed","admin"],"scope_clients":["unknown"],"policy_digest":"aaaabbbbccccdddd","on_fault":"forward","refuse_with":"reply"},
         "summary":"monitor to enforce","reason":"first step","author":"ines","proposed_at":"2026-03-01T11:50:00.000Z",
         "state_at":"2026-03-01T11:58:12.000Z","trial":"10m","deadline":"2026-03-01T12:08:12.000Z","override":null,"outcome":null}
        """;

    public static FakeApi Make() => new FakeApi()
        .On("GET /api/v1/status", Status)
        .On("GET /api/v1/zones", Zones)
        .On("GET /api/v1/conduits", $"[{Conduit},{Idle}]")
        .On("GET /api/v1/conduits/filling-modbus", Conduit)
        .On("GET /api/v1/findings", $"[{Finding}]")
        .On("GET /api/v1/findings/f-3c9a41d2", Finding)
        .On("GET /api/v1/changes", $"[{Change}]")
        .On("GET /api/v1/changes/c-0007", Change);
}
