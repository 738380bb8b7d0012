using OtEdge.Console.Api;
using OtEdge.Plant;

namespace OtEdge.Host.Demo;

/// <summary>The demo at one moment.</summary>
/// <param name="At">Since its start.</param>
/// <param name="Status">The gateway.</param>
/// <param name="Plant">The line.</param>
/// <param name="News">What happened since the last picture, oldest first.</param>
internal sealed record DemoPicture(TimeSpan At, StatusView Status, PlantStatus Plant, IReadOnlyList<DemoNote> News)
{
    /// <summary>The traffic of each conduit, such as "filling-modbus in monitor: 120 requests, 4 would be refused, 0 refused".</summary>
    public IEnumerable<(ConduitView Conduit, string Sentence)> Traffic => Status.Conduits.Select(conduit => (
        conduit,
        $"{conduit.Name} in {conduit.Mode}: {conduit.RequestsTotal:N0} requests, "
        + $"{conduit.WouldBeRefusedTotal:N0} would be refused, {conduit.RefusedTotal:N0} refused"));
}
