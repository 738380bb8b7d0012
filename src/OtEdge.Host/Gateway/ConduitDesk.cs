using Microsoft.Extensions.Logging;
using OtEdge.Console.Api;

namespace OtEdge.Host.Gateway;

/// <summary>Shows conduits, and restarts them.</summary>
/// <param name="deck">The conduits.</param>
/// <param name="news">Tells listeners.</param>
/// <param name="turn">The gateway's turn.</param>
/// <param name="logger">Where it logs.</param>
internal sealed class ConduitDesk(ConduitDeck deck, ConduitNews news, Turn turn, ILogger logger)
{
    /// <summary>One conduit.</summary>
    public Answer<ConduitView> Conduit(string name)
    {
        Answer<LiveConduit> found = deck.Find(name);
        return found.IsDone
            ? Views.Of(found.Value, deck.Shelf) with { OpcUaConnections = UaConnectionViews.Of(found.Value.State) }
            : found.Refusal;
    }

    /// <summary>The live policy of a conduit.</summary>
    public Answer<PolicyView> Policy(string conduit)
    {
        Answer<LiveConduit> found = deck.Find(conduit);
        if (!found.IsDone)
        {
            return found.Refusal;
        }

        return deck.Shelf.Policy(found.Value.State.Standing.PolicyDigest) is { } policy
            ? Views.Of(policy)
            : new Refusal(RefusalKind.Unknown, "No policy", $"{conduit} has no policy; give it one in the settings or by a change.");
    }

    /// <summary>Drops a conduit's connections and opens it again as the settings now say.</summary>
    public Task<Answer<ConduitView>> RestartAsync(string conduit, string user, CancellationToken cancellation) =>
        turn.TakeAsync(() => RestartAsync(conduit, user), cancellation);

    private async Task<Answer<ConduitView>> RestartAsync(string conduit, string user)
    {
        Answer<LiveConduit> found = deck.Find(conduit);
        if (!found.IsDone)
        {
            return found.Refusal;
        }

        LiveConduit live = found.Value;
        GatewayLog.Restart(logger, conduit, user);
        await deck.CloseAsync(live);
        deck.Open(live);
        news.Tell(live, change: null);
        return live.State.Running is null
            ? new Refusal(RefusalKind.Failed, "Conduit is down", $"{conduit} could not be opened again: {live.State.Fault}")
            : Views.Of(live, deck.Shelf);
    }
}
