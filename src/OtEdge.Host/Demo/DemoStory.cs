using OtEdge.Console.Api;

namespace OtEdge.Host.Demo;

/// <summary>What the demo does by itself: each conduit moves from observe to monitor, so that there is something to see.</summary>
/// <remarks>It never enforces: that is left to the person who watches. A conduit that somebody has moved already is left alone.</remarks>
internal sealed class DemoStory(
    IGateway gateway, DemoNotes notes, DemoCommands commands, TimeProvider time)
{
    private const string User = "demo";

    private static readonly TimeSpan InvitationAfter = TimeSpan.FromSeconds(6);

    private static readonly (TimeSpan At, string Conduit)[] Steps =
    [
        (TimeSpan.FromSeconds(8), DemoSite.FillingConduit),
        (TimeSpan.FromSeconds(14), DemoSite.PackerConduit),
    ];

    /// <summary>Runs until it is told or stopped.</summary>
    /// <param name="stop">Ends it, without an exception.</param>
    public async Task TellAsync(CancellationToken stop)
    {
        TimeSpan passed = TimeSpan.Zero;
        try
        {
            foreach ((TimeSpan at, string conduit) in Steps)
            {
                await Task.Delay(at - passed, time, stop);
                passed = at;
                await MonitorAsync(conduit, stop);
            }

            await Task.Delay(InvitationAfter, time, stop);
            Invite();
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The demo ended before the story did.
        }
    }

    private void Invite()
    {
        if (gateway.Conduit(DemoSite.FillingConduit).Value is { Mode: "monitor", ChangeInFlight: null })
        {
            notes.Add(DemoNote.Invitation, $"{commands.Enforce.Purpose}: {commands.Enforce.Line}");
        }
    }

    private async Task MonitorAsync(string conduit, CancellationToken stop)
    {
        if (gateway.Conduit(conduit).Value is not { Mode: "observe", ChangeInFlight: null })
        {
            return;
        }

        var request = new ProposalRequest
        {
            Conduit = conduit,
            Mode = "monitor",
            Reason = "see what would be refused before anything is",
            Yes = true,
        };
        Answer<ChangeResult> answer = await gateway.ProposeAsync(request, User, stop);
        notes.Add(DemoNote.Gateway, answer.IsDone
            ? $"{conduit} goes from observe to monitor ({answer.Value.Id}): everything still passes; what no rule allows is recorded"
            : $"{conduit} stays in observe: {answer.Refusal.Detail}");
    }
}
