using OtEdge.Core.Policy;

namespace OtEdge.Console.Api;

/// <summary>What one client does in one class of operations.</summary>
/// <param name="Class">The class.</param>
/// <param name="Flows">How many flows.</param>
/// <param name="Times">How often they were seen.</param>
/// <param name="WouldBeRefused">How often they passed although the rules said no.</param>
/// <param name="Refused">How often they were refused.</param>
public sealed record InventoryClassView(OperationClass Class, int Flows, long Times, long WouldBeRefused, long Refused);
