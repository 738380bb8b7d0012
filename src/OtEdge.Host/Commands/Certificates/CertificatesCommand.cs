using System.Text.Json;
using OtEdge.Console.Api;
using OtEdge.Console.Keeping;
using OtEdge.Host.Certificates;
using OtEdge.Host.Commands.Rendering;
using Spectre.Console;

namespace OtEdge.Host.Commands.Certificates;

/// <summary>Lists the certificates that OtEdge presents, trusts and has turned away.</summary>
internal sealed class CertificatesCommand : CertificateVerb
{
    private const int SoonDays = 30;

    /// <summary>Makes the command.</summary>
    public CertificatesCommand(GlobalOptions globals, string name)
        : base(globals, name, "List the certificates that OtEdge presents, trusts and has turned away.", "otedge certs list", "otedge certs list --output json")
    {
    }

    /// <inheritdoc/>
    protected override async Task<ExitCode?> AskGatewayAsync(Invocation invocation, CancellationToken token) => invocation.Remote is null
        ? null
        : await TryGatewayAsync(invocation, async gateway =>
            Tell(invocation, (await gateway.GetAsync(ApiRoutes.Certificates, token)).Deserialize<CertificateView[]>(ApiJson.Options)!));

    /// <inheritdoc/>
    protected override ExitCode Run(Invocation invocation, CertificateStore store)
    {
        Tell(invocation, [.. CertificateViews.All(store, invocation.Surroundings.Time.GetUtcNow())]);
        return ExitCode.Done;
    }

    private static void Tell(Invocation invocation, CertificateView[] views)
    {
        if (invocation.IsJson)
        {
            invocation.WriteJson(views);
            return;
        }

        var table = Tables.Make("PLACE", "SUBJECT", "APPLICATION", "EXPIRES", "DAYS#", "THUMBPRINT");
        foreach (var view in views)
        {
            table.AddRow(
                Cell.Of(view.Place),
                Cell.Of(view.Place == "own" ? $"{view.Name} ({view.Subject})" : view.Subject),
                Cell.Of(view.ApplicationUri),
                Cell.Of($"{view.NotAfter:yyyy-MM-dd}"),
                Cell.Of($"{view.DaysLeft}", view.DaysLeft < 0 ? Cell.Urgent : view.DaysLeft < SoonDays ? Cell.Notable : Cell.Quiet),
                Cell.Of(view.Thumbprint));
        }

        invocation.Screen().Write(Tables.OrSentence(table, "there are no certificates; 'otedge certs renew NAME' makes one"));
    }
}
