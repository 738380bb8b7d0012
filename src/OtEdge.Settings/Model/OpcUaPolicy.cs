namespace OtEdge.Settings.Model;

/// <summary>An OPC UA policy as read, checked for shape and meaning; nothing judges by it yet.</summary>
/// <param name="Name">Name of the policy.</param>
/// <param name="AllowSpan">True: several rules may cover one operation together.</param>
/// <param name="Strict">True: reading the server's status and browsing namespace 0 need a rule, too.</param>
/// <param name="BatchByItem">True by item, false whole, null as the service's default is.</param>
/// <param name="Rules">Allowances in file order.</param>
public sealed record OpcUaPolicy(string Name, bool AllowSpan, bool Strict, bool? BatchByItem, IReadOnlyList<OpcUaRule> Rules)
{
    /// <summary>Refusals that hold in every mode but bypass.</summary>
    public IReadOnlyList<OpcUaRule> Pinned { get; init; } = [];
}
