namespace OtEdge.Conduits;

/// <summary>What a shadowed candidate made of the traffic since it is shadowed; operations are counted, of which a request may hold several.</summary>
/// <param name="Judged">Operations it judged.</param>
/// <param name="WouldBeRefused">Operations it would refuse.</param>
/// <param name="Differs">Operations that the live rules object to and it does not, or the other way round.</param>
/// <param name="Faults">Operations that it failed to judge (a bug).</param>
public readonly record struct ShadowTotals(long Judged, long WouldBeRefused, long Differs, long Faults);
