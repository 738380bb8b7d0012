using OtEdge.Core.Policy;
using OtEdge.OpcUa.Services;

namespace OtEdge.Conduits.OpcUa;

/// <summary>A request that the server has not answered yet.</summary>
internal readonly struct PendingCall
{
    /// <summary>The service.</summary>
    public ServiceType Service { get; init; }

    /// <summary>The session that it was sent in; null: none.</summary>
    public KnownSession? Session { get; init; }

    /// <summary>The whole request as the client sent it, when something is to be learned from its answer; null: nothing is.</summary>
    public byte[]? Request { get; init; }

    /// <summary>The posture by which it was judged; null: it was not.</summary>
    public Posture? JudgedBy { get; init; }

    /// <summary>Which of its items were refused; null: none.</summary>
    public SlotPlan? Plan { get; init; }

    /// <summary>When it was sent to the server, in monotonic time of 100 ns.</summary>
    public long SentTicks { get; init; }

    /// <summary>True when its answer waits for nothing but the server: not for news, and not for a method that moves the plant.</summary>
    public bool IsTimed => !IsOwn && Service is not (ServiceType.Publish or ServiceType.Call);

    /// <summary>True for a request of OtEdge itself, whose answer the client never sees.</summary>
    public bool IsOwn { get; init; }

    /// <summary>True when the answer has to be read before it goes on.</summary>
    public bool IsHeld => IsOwn || Plan is not null;

    /// <summary>True when the answer has to be read at all.</summary>
    public bool IsRead => IsHeld || Request is not null;

    /// <summary>Bytes that are kept for it.</summary>
    public int KeptBytes => (Request?.Length ?? 0) + (sizeof(uint) * (Plan?.Items ?? 0));
}
