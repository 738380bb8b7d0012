namespace OtEdge.Core.Policy.Nodes;

/// <summary>What a request with forbidden items gets.</summary>
public enum BatchAnswer
{
    /// <summary>As the service's default is, see <see cref="OpcUaServices.IsWholeByDefault"/>.</summary>
    ByService = 0,

    /// <summary>Only the forbidden items are refused; the others go through.</summary>
    Item,

    /// <summary>The request is refused as a whole.</summary>
    Whole,
}
