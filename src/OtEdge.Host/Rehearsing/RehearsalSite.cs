using OtEdge.Plant.Actors;

namespace OtEdge.Host.Rehearsing;

/// <summary>The settings of a rehearsal: the demo's filling line with its regimes.</summary>
internal static class RehearsalSite
{
    /// <summary>The conduit to the filler's PLC.</summary>
    public const string Conduit = "filling-modbus";

    /// <summary>Writes the settings.</summary>
    /// <param name="directory">Where; made when it is missing.</param>
    /// <exception cref="IOException">They cannot be written.</exception>
    public static void Write(string directory)
    {
        Directory.CreateDirectory(directory);
        File.WriteAllText(Path.Combine(directory, "otedge.yaml"), Text);
    }

    private static string Text { get; } =
        $$"""
        # The filling line of `otedge rehearse`: the demo's plant, a month of it in virtual time.
        site: rehearsal
        gateway: edge-1
        governance: solo
        time-zone: Etc/UTC
        assets:
          hmi: { zone: supervision, address: {{PlantAddresses.Hmi}} }
          mes: { zone: supervision, address: {{PlantAddresses.Mes}} }
          plc-filler:
            zone: filling
            address: {{PlantAddresses.Filler}}
            tags:
              filler.state: { unit: 1, holding-register: 40, type: uint16 }
              target-temp:  { unit: 1, holding-register: 120, type: float32, order: CDAB, engineering-unit: "°C" }
        zones:
          supervision: { description: "screen and MES", level: 3 }
          filling:     { description: "filling line", level: 1, criticality: high }
        conduits:
          {{Conduit}}:
            from: supervision
            to: filling
            protocol: modbus-tcp
            listen: 127.0.0.1:0
            device: {{PlantAddresses.Filler}}:502
        regimes:
          producing:  { when: "filler.state == 6" }
          changeover: { when: "filler.state == 8 or filler.state == 3" }
          cleaning:   { when: "filler.state == 9" }
          standing:   { when: "filler.state == 2 or filler.state == 4 or filler.state == 11" }

        """;
}
