using System.CommandLine;
using OtEdge.Console.Api;
using OtEdge.Core.Zones;
using OtEdge.Host.Commands.Offline;
using OtEdge.Host.Replaying;

namespace OtEdge.Host.Commands.Replaying;

/// <summary>The options that say which traffic is meant: a capture, or what the running gateway has recorded.</summary>
internal sealed class CaptureOptions
{
    private readonly Option<string?> pcap = new("--pcap")
    {
        Description = "a capture (pcap or pcapng) to read, without a gateway",
        HelpName = "FILE",
    };

    private readonly Option<int?> port = new("--port")
    {
        Description = "TCP port of the devices in the capture (default 502, or 4840 for OPC UA; else that of the conduit)",
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

    private readonly Option<string?> keys = new("--keys")
    {
        Description = "the key log of an encrypted OPC UA capture, as OPC UA stacks write it and Wireshark reads it: for each token "
            + "client_iv_CHANNEL_TOKEN: HEX, client_key_CHANNEL_TOKEN: HEX, client_siglen_CHANNEL_TOKEN: 32, and the same with server_",
        HelpName = "FILE",
    };

    private readonly Option<TimeSpan?> since = DurationOption.Make(
        "--since", "how far back in what the running gateway has recorded (default 7d)", TimeSpan.FromSeconds(1));

    /// <summary>Gives a command these options.</summary>
    public void AddTo(Command command)
    {
        command.Options.Add(since);
        command.Options.Add(pcap);
        command.Options.Add(port);
        command.Options.Add(keys);
        command.Validators.Add(result =>
        {
            if (result.GetValue(pcap) is not null && result.GetValue(since) is not null)
            {
                result.AddError("--pcap and --since contradict each other: a capture is read from its begin to its end.");
            }
            else if (result.GetValue(pcap) is null && result.GetValue(keys) is not null)
            {
                result.AddError("--keys belongs to a capture; name one with --pcap FILE.");
            }
            else if (result.GetValue(pcap) is null && result.GetValue(port) is not null)
            {
                result.AddError("--port belongs to a capture; name one with --pcap FILE.");
            }
        });
    }

    /// <summary>How far back in recorded traffic, as the gateway reads it; null when not given.</summary>
    public string? Since(Invocation invocation) => invocation.Value(since) is { } back ? DurationText.Of(back) : null;

    /// <summary>The capture; null when none is named.</summary>
    public string? File(Invocation invocation) => invocation.Value(pcap);

    /// <summary>The port; null when none is named.</summary>
    public int? Port(Invocation invocation) => invocation.Value(port);

    /// <summary>The key log; null when none is named.</summary>
    /// <param name="invocation">The command.</param>
    /// <param name="protocol">What the capture's devices speak.</param>
    /// <exception cref="CommandFailure">The file cannot be read, holds no keys, or the protocol has none.</exception>
    public CaptureKeys? Keys(Invocation invocation, ConduitProtocol protocol) =>
        invocation.Value(keys) is not { } file ? null
        : protocol == ConduitProtocol.OpcUa ? CaptureKeys.Read(file)
        : throw new CommandFailure(ExitCode.Wrong, "--keys is for captures of OPC UA; this traffic is Modbus, which has no keys.");

    /// <summary>The conduit of the settings that a name means; null when there are no settings at all.</summary>
    /// <exception cref="CommandFailure">The settings do not know it, or it is relayed without being read.</exception>
    public static Conduit? ConduitOf(string name, Site site, string configDirectory)
    {
        if (site.Name.Length == 0)
        {
            return null;
        }

        var conduit = PolicyChoice.ConduitNamed(name, site, configDirectory);
        return conduit.Protocol != ConduitProtocol.Tcp
            ? conduit
            : throw new CommandFailure(
                ExitCode.Wrong, $"conduit '{name}' is relayed without being read; expected one of modbus-tcp or opc-ua.");
    }
}
