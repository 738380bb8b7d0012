using System.CommandLine;
using System.Text.Json;
using OtEdge.Console.Api;
using OtEdge.Core.Findings.Alerts;

namespace OtEdge.Host.Commands.Remote;

/// <summary>Raises an alert that says that it is a test, and tells who has taken it.</summary>
internal sealed class AlertTestCommand : Verb
{
    private const int Looks = 25;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);
    private readonly Option<string?> severity = WordOption.Make<AlertSeverity>("--severity", "how urgent it pretends to be (default low)");

    /// <summary>Makes the command.</summary>
    public AlertTestCommand(GlobalOptions globals)
        : base(
            globals, "test", "Raise an alert that says that it is a test, and tell who has taken it. Exit 1: somebody has not.",
            "otedge alerts test",
            "otedge alerts test --severity high") =>
        Options.Add(severity);

    /// <inheritdoc/>
    protected override async Task<ExitCode> RunAsync(Invocation invocation, CancellationToken token)
    {
        using var gateway = GatewayClient.For(invocation);
        var wanted = Enum.TryParse(invocation.Value(severity), ignoreCase: true, out AlertSeverity word) ? word : AlertSeverity.Low;
        var answer = await gateway.PostAsync(ApiRoutes.AlertTest, new TestAlertRequest(wanted), token);
        AlertAnswer.Show(invocation, answer);
        IReadOnlyList<AlertReceiverView> receivers = await ReceiversAsync(gateway, token);
        for (int look = 0; look < Looks && receivers.Any(one => one.Waiting > 0); look++)
        {
            await Task.Delay(Pause, invocation.Surroundings.Time, token);
            receivers = await ReceiversAsync(gateway, token);
        }

        if (!invocation.IsJson)
        {
            Tell(invocation.Output, receivers);
        }

        return receivers.Any(one => one.Waiting > 0) ? ExitCode.Found : ExitCode.Done;
    }

    private static async Task<IReadOnlyList<AlertReceiverView>> ReceiversAsync(GatewayClient gateway, CancellationToken token) =>
        (await gateway.GetAsync(ApiRoutes.Status, token)).Deserialize<StatusView>(ApiJson.Options)?.AlertReceivers ?? [];

    private static void Tell(TextWriter output, IReadOnlyList<AlertReceiverView> receivers)
    {
        output.WriteLine();
        if (receivers.Count == 0)
        {
            output.WriteLine("Nobody is told of alerts: name a broker or a SIEM under `alerts` in otedge.yaml. It is in the journal only.");
        }

        foreach (AlertReceiverView receiver in receivers)
        {
            output.WriteLine(receiver.Waiting == 0
                ? $"{receiver.Name} {receiver.Address} has taken it."
                : $"{receiver.Name} {receiver.Address} has not taken it: {receiver.Fault ?? "it is still being sent"} ({receiver.Waiting} wait)");
        }
    }
}
