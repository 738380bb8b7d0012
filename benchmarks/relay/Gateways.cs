using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using OtEdge.Core.Policy;
using OtEdge.Core.Staging;
using OtEdge.Core.Traffic;
using OtEdge.Core.Zones;
using OtEdge.Journal;
using OtEdge.Settings;

namespace OtEdge.RelayBenchmark;

/// <summary>Sets up whole OtEdge processes: settings, policy, and a journal that says which mode was confirmed.</summary>
internal static class Gateways
{
    /// <summary>Blocks of ten registers or nodes that the load goes through.</summary>
    public const int Blocks = 100;

    /// <summary>Folder of a gateway's state within its own.</summary>
    public static string StateOf(string folder) => Path.Combine(folder, "state");

    /// <summary>Starts one in a folder of its own.</summary>
    public static async Task<Relay> Start(string folder, string name, GatewayPlan plan)
    {
        int port = FreePort();
        string config = Path.Combine(folder, "config"), state = StateOf(folder);
        Directory.CreateDirectory(Path.Combine(config, "policies"));
        await File.WriteAllTextAsync(Path.Combine(config, "otedge.yaml"), SettingsText.OfSite(port, plan));
        await File.WriteAllTextAsync(Path.Combine(config, "policies", "line.yaml"), SettingsText.OfPolicy(plan));
        Seed(config, state, plan.Mode);
        Trust(state, plan.DeviceCertificate);
        string[] arguments = ["exec", Path.Combine(AppContext.BaseDirectory, "otedge.dll"), "run", "--config", config, "--state", state];
        return await Relay.Start(name, port, "dotnet", arguments, plan.Environment);
    }

    /// <summary>A port that nobody listens on.</summary>
    public static int FreePort()
    {
        using var probe = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        probe.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)probe.LocalEndPoint!).Port;
    }

    private static void Trust(string state, string? certificate)
    {
        if (certificate is not null)
        {
            string trusted = Path.Combine(state, "certs", "trusted", "certs");
            Directory.CreateDirectory(trusted);
            File.Copy(certificate, Path.Combine(trusted, Path.GetFileName(certificate)));
        }
    }

    /// <summary>Puts the mode into the journal as if it had been confirmed, so that the gateway comes up in it.</summary>
    private static void Seed(string config, string state, ConduitMode mode)
    {
        SettingsReading reading = SettingsReader.Read(config);
        Site site = reading.Site ?? throw new IOException(string.Join('\n', reading.Problems));
        PolicyDocument policy = site.Policies["line"];
        using SqliteJournal journal = SqliteJournal.Open(state, TimeProvider.System, NullLogger.Instance);
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        journal.Keep(new PolicyRevision(policy.Digest, policy.Name, PolicyDocumentJson.Write(policy), now));
        PostureRecord posture = PostureRecord.Start with { Mode = mode, PolicyDigest = policy.Digest };
        foreach (Conduit conduit in site.Conduits)
        {
            journal.Adopt(new ConduitRecord(conduit.Name, 1, now, posture, new TrafficTotals()));
        }
    }
}
