namespace OtEdge.Conduits.OpcUa.Terminating;

/// <summary>A request that the device has not answered yet.</summary>
/// <param name="ClientRequestId">The client's number for it.</param>
/// <param name="Call">What has to be kept of it.</param>
/// <param name="Opening">What has to be kept of a CreateSession request; null: it is none.</param>
internal readonly record struct DeviceCall(uint ClientRequestId, PendingCall Call, SessionOpening? Opening);
