namespace OtEdge.Conduits.Relaying;

/// <summary>Where a conduit lives.</summary>
/// <param name="Index">Its index in the data plane.</param>
/// <param name="Loop">The loop that owns it.</param>
internal readonly record struct ConduitPlace(int Index, RelayLoop Loop);
