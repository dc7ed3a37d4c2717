import icon from "../icon.svg";

export function Mark() {
  return <img class="mark" src={icon} alt="" width="24" height="24" />;
}
