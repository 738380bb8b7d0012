using System.CommandLine;
using OtEdge.Core.Zones;
using OtEdge.Host.Commands.Offline;
using OtEdge.Host.Replaying;

namespace OtEdge.Host.Commands.Replaying;

/// <summary>The options that name a capture, shared by the commands that read one.</summary>
internal sealed class CaptureOptions
{
    private readonly Option<string?> pcap = new("--pcap")
    {
        Description = "a capture (pcap or pcapng) to read, without a gateway",
        HelpName = "FILE",
    };

    private readonly Option<int?> port = new("--port")
    {
        Description = "TCP port of the devices in the capture (default 502, else that of the conduit)",
        HelpName = "N",
        CustomParser = result =>
        {
            string text = result.Tokens.Single().Value;
            if (int.TryParse(text, out int number) && number is >= 1 and <= ushort.MaxValue)
            {
                return number;
            }

            result.AddError($"--port '{text}': expected a TCP port from 1 to {ushort.MaxValue}");
            return null;
        },
    };

    /// <summary>Gives a command these options.</summary>
    public void AddTo(Command command)
    {
        command.Options.Add(pcap);
        command.Options.Add(port);
    }

    /// <summary>The capture; null when none is named.</summary>
    public string? File(Invocation invocation) => invocation.Value(pcap);

    /// <summary>The port; null when none is named.</summary>
    public int? Port(Invocation invocation) => invocation.Value(port);

    /// <summary>The conduit of the settings that a name means; null when there are no settings at all.</summary>
    /// <exception cref="CommandFailure">The settings do not know it, or it does not speak Modbus.</exception>
    public static Conduit? ConduitOf(string name, Site site, string configDirectory)
    {
        if (site.Name.Length == 0)
        {
            return null;
        }

        var conduit = PolicyChoice.ConduitNamed(name, site, configDirectory);
        return conduit.Protocol == ConduitProtocol.ModbusTcp
            ? conduit
            : throw new CommandFailure(
                ExitCode.Wrong, $"conduit '{name}' does not speak modbus-tcp; captures of other protocols are not read.");
    }

    /// <summary>The capture as a source of operations.</summary>
    public static CaptureSource Source(string file, Conduit? conduit, Progress progress) => new(file, conduit, progress.Tell);
}
