using OtEdge.Host.Gateway;

namespace OtEdge.Host.Changes;

/// <summary>What everybody who moves changes works on.</summary>
/// <param name="Deck">The conduits.</param>
/// <param name="Ledger">The way to the journal.</param>
/// <param name="Loader">The settings in force.</param>
/// <param name="Turn">The gateway's turn.</param>
internal sealed record ChangeScene(ConduitDeck Deck, Ledger Ledger, SiteLoader Loader, Turn Turn);
