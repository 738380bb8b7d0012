namespace OtEdge.Alerting;

/// <summary>Somebody who is told of alerts; its troubles stay its own. Disposing of it ends it in order.</summary>
public interface IAlertReceiver : IAsyncDisposable
{
    /// <summary>Its name in the outbox, such as <c>mqtt</c>.</summary>
    string Name { get; }

    /// <summary>Where it is, without secrets.</summary>
    string Address { get; }

    /// <summary>How it goes.</summary>
    ReceiverState State { get; }
}
