using OtEdge.Core.Findings.Alerts;

namespace OtEdge.Console.Api;

/// <summary>What the API asks of alerts; thread-safe.</summary>
public interface IAlerts
{
    /// <summary>Alerts, last raised first.</summary>
    Answer<Alert[]> List(AlertQuery query);

    /// <summary>One alert.</summary>
    Answer<Alert> Show(string id);

    /// <summary>Notes that a person has seen an alert.</summary>
    Answer<Alert> Acknowledge(string id, AcknowledgeRequest request, string user);

    /// <summary>Counts alerts like this one for a while without sending them, or ends that.</summary>
    Answer<Alert> Shelve(string id, ShelveRequest request, string user);

    /// <summary>Raises an alert that says that it is a test.</summary>
    Answer<Alert> Test(AlertSeverity severity, string user);
}
