using OtEdge.Console.Api;
using OtEdge.Plant;

namespace OtEdge.Host.Demo;

/// <summary>The demo at one moment.</summary>
/// <param name="At">Since its start.</param>
/// <param name="Status">The gateway.</param>
/// <param name="Plant">The line.</param>
/// <param name="News">What happened since the last picture, oldest first.</param>
internal sealed record DemoPicture(TimeSpan At, StatusView Status, PlantStatus Plant, IReadOnlyList<DemoNote> News);
