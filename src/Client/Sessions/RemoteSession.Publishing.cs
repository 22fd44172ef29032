namespace Dataflow.Client.Sessions;
internal sealed partial class RemoteSession
{
    public Dataflow.Nodes.Evaluation.Survey TakeSurvey() => throw new NotSupportedException();
    public void Publish(string name, Dataflow.Nodes.Graphs.GraphNode node) => throw new NotSupportedException();
    public void Unpublish(string name) => throw new NotSupportedException();
    public Dataflow.Nodes.Graphs.GraphNode Find(string name) => throw new NotSupportedException();
}
