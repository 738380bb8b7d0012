namespace OtEdge.Alerting;

/// <summary>Addresses that an alert is about.</summary>
internal sealed record AddressesDocument(int Unit, string Space, int First, int Last);
