using Microsoft.Extensions.Logging;
using OtEdge.Console.Api;
using OtEdge.Core.Staging;
using OtEdge.Host.Changes;

namespace OtEdge.Host.Gateway;

/// <summary>Tells listeners and the log how conduits and their changes stand.</summary>
/// <param name="deck">The conduits.</param>
/// <param name="events">Who listens.</param>
/// <param name="logger">The log.</param>
internal sealed partial class ConduitNews(ConduitDeck deck, EventStream events, ILogger logger)
{
    /// <summary>Tells how a conduit now stands, and a change of it.</summary>
    /// <param name="live">The conduit.</param>
    /// <param name="change">The change; null: none is meant.</param>
    public void Tell(LiveConduit live, StagedChange? change)
    {
        if (change is not null)
        {
            ChangeView view = ChangeViews.Of(change);
            events.Publish(new GatewayEvent { Id = 0, At = default, Kind = "change", Change = view });
            LogChange(logger, view.Id, view.Conduit, view.State, view.Summary, view.Author, view.Outcome ?? "under way");
        }

        events.Publish(new GatewayEvent { Id = 0, At = default, Kind = "conduit", Conduit = Views.Of(live, deck.Shelf) });
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Change {Id} of {Conduit} is {State}: {Summary}, by {Author}; {Outcome}")]
    private static partial void LogChange(
        ILogger logger, string id, string conduit, string state, string summary, string author, string outcome);
}
