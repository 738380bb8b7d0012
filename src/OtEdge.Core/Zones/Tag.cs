using OtEdge.Core.Policy;

namespace OtEdge.Core.Zones;

/// <summary>A named process value held in Modbus registers or coils.</summary>
/// <param name="Name">Unique in the site, such as <c>filler.state</c>.</param>
/// <param name="Unit">Modbus unit identifier, 0 to 255.</param>
/// <param name="Space">The space it lives in.</param>
/// <param name="Address">Zero-based address of its first word or bit, 0 to 65535.</param>
/// <param name="Layout">How its words make a number.</param>
public sealed record Tag(
    string Name,
    byte Unit,
    RegisterSpace Space,
    int Address,
    ValueLayout Layout)
{
    /// <summary>For people, such as "°C"; null when not stated.</summary>
    public string? EngineeringUnit { get; init; }
}
