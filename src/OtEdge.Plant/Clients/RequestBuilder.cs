using OtEdge.Modbus;

namespace OtEdge.Plant.Clients;

/// <summary>Writes one request and returns its bytes.</summary>
/// <param name="writer">Where it is written.</param>
public delegate int RequestBuilder(RequestWriter writer);
