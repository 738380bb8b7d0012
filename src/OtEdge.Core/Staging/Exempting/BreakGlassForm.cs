namespace OtEdge.Core.Staging.Exempting;

/// <summary>How far break-glass goes.</summary>
public enum BreakGlassForm
{
    /// <summary>Down to monitor, pins kept: the default.</summary>
    Monitor = 0,

    /// <summary>Only the flow of one finding is forwarded, everything else stays as it is.</summary>
    Flow,

    /// <summary>Down to bypass: nothing is judged.</summary>
    Unread,
}
