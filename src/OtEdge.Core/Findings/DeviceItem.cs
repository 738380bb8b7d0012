namespace OtEdge.Core.Findings;

/// <summary>Something that a device says of itself, such as its product code or firmware revision.</summary>
/// <param name="Conduit">The conduit that it was seen on.</param>
/// <param name="Unit">Modbus unit identifier.</param>
/// <param name="Item">What it is, such as <c>object-2</c> or <c>server-id</c>.</param>
/// <param name="Value">What the device said last.</param>
/// <param name="Since">When it said so first.</param>
public sealed record DeviceItem(string Conduit, byte Unit, string Item, string Value, DateTimeOffset Since);
