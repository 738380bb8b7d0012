namespace OtEdge.Settings.Model;

/// <summary>A named process value that is an OPC UA node.</summary>
/// <param name="Name">Unique in the site.</param>
/// <param name="Asset">The asset that has it.</param>
/// <param name="Node">The node, its namespace by URI.</param>
/// <param name="EngineeringUnit">For people, such as "°C"; null when not stated.</param>
public sealed record NodeTag(string Name, string Asset, string Node, string? EngineeringUnit);
