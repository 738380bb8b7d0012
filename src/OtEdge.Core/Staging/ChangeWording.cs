using OtEdge.Core.Staging.Governing;

namespace OtEdge.Core.Staging;

/// <summary>Says the small words of staging.</summary>
public static class ChangeWording
{
    /// <summary>A function of the plant; null is anybody.</summary>
    public static string Of(PlantFunction? function) => function switch
    {
        PlantFunction.Operations => "operations",
        PlantFunction.Engineering => "engineering",
        PlantFunction.Security => "security",
        PlantFunction.Safety => "safety",
        _ => "one other person",
    };

    /// <summary>A change question, as it is asked.</summary>
    public static string Of(ChangeQuestion question) => question switch
    {
        ChangeQuestion.Benefit => "what risk does it lower?",
        ChangeQuestion.Harm => "what could it stop?",
        ChangeQuestion.Notice => "how would that be noticed, and by whom?",
        ChangeQuestion.WayBack => "who takes it back, and how?",
        _ => "who has been told?",
    };

    /// <summary>The one word for a change question, such as <c>way-back</c>.</summary>
    public static string Word(ChangeQuestion question) => question == ChangeQuestion.WayBack ? "way-back" : question.ToString().ToLowerInvariant();

    /// <summary>A state, such as <c>rolled back</c>.</summary>
    public static string Of(ChangeState state) => state == ChangeState.RolledBack ? "rolled back" : state.ToString().ToLowerInvariant();
}
