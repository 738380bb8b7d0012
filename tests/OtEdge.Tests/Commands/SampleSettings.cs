namespace OtEdge.Tests.Commands;

/// <summary>A settings directory of its own, and a state directory beside it; gone at the end.</summary>
internal sealed class SampleSettings : IDisposable
{
    private const string Site =
        """
        site: leipzig
        gateway: edge-1
        time-zone: Europe/Berlin
        governance: solo
        assets:
          scada-1: { zone: supervision, address: 10.20.0.11 }
        zones:
          supervision: { description: SCADA, level: 3 }
          filling: { description: Filling line, level: 1 }
        conduits:
          filling:
            from: supervision
            to: filling
            protocol: modbus-tcp
            listen: 127.0.0.1:LISTEN
            device: 127.0.0.1:DEVICE
            policy: filling
        """;

    private const string Policy =
        """
        policy: filling
        protocol: modbus-tcp
        rules:
          - id: reads
            clients: [scada-1]
            allow: [read]
            holding-registers: 0-9
        pinned:
          - id: no-restart
            refuse: [8/1]
        tests:
          - { client: 10.20.0.11, read: { holding-register: 5 }, expect: allowed }
          - { client: 10.20.0.12, read: { holding-register: 5 }, expect: EXPECT }
        """;

    private readonly string root = Directory.CreateTempSubdirectory("ote-").FullName;

    public SampleSettings(int listen = 0, int device = 1, string expect = "refused")
    {
        Write("otedge.yaml", Site.Replace("LISTEN", $"{listen}").Replace("DEVICE", $"{device}"));
        Write("policies/filling.yaml", Policy.Replace("EXPECT", expect));
    }

    public string Config => Path.Combine(root, "config");

    public string State => Path.Combine(root, "state");

    public void Write(string file, string text)
    {
        string path = Path.Combine(Config, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    public void Dispose() => Directory.Delete(root, recursive: true);
}
