namespace OtEdge.Conduits;

/// <summary>How the call of a client stands.</summary>
public enum CallStage
{
    /// <summary>Nobody is called for now; the next call comes by itself.</summary>
    Pausing = 0,

    /// <summary>The connection is being made.</summary>
    Calling,

    /// <summary>The client has been told who calls, and may use the connection when it likes.</summary>
    Waiting,
}
