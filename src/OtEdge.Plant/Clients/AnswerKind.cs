namespace OtEdge.Plant.Clients;

/// <summary>How a request ended for the client.</summary>
public enum AnswerKind
{
    /// <summary>It was done.</summary>
    Done,

    /// <summary>An exception came back.</summary>
    Exception,

    /// <summary>Nothing came back in time.</summary>
    TimedOut,

    /// <summary>The connection ended in place of a reply.</summary>
    Closed,

    /// <summary>There is no connection.</summary>
    Unreachable,

    /// <summary>What came back does not answer the request.</summary>
    Unfit,
}
